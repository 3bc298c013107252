"""Nothing lost, nothing invented: each output, read back by software that is not ours."""

import csv
import io
import json
import subprocess
from collections import Counter
from pathlib import Path

import docx
from markdown_it import MarkdownIt

from convert import read, write
from convert.plugins import writer
from convert.style import style
from tests.conftest import SAMPLES, needs

REPORT = read(SAMPLES / "report.txt")
SOURCE = (SAMPLES / "report.txt").read_text(encoding="utf-8")


def bare(text: str) -> str:
    return "".join(text.split())


def table() -> list[str]:
    """The table's texts, header first, without white space."""
    return [bare(c) for c in (*REPORT.columns, *(t for row in REPORT.rows for t in row.texts))]


def placed() -> list[str]:
    """Every text of the report that its outputs must show."""
    fields = [bare(f.label + f.mark + f.value) for f in REPORT.fields]
    return [bare(REPORT.title), *fields, *table()]


def test_the_reader_keeps_every_character_of_the_page() -> None:
    kept = "".join([*placed(), *map(bare, REPORT.unplaced)])
    assert Counter(kept) == Counter(bare(SOURCE))


def test_json_says_where_every_character_went() -> None:
    made = json.loads(write(REPORT, "json"))
    spans = [*made["column_spans"], *made["separators"], made["title_span"]]
    spans += [item["span"] for item in (*made["fields"], *made["notes"])]
    spans += [cell["span"] for row in made["rows"] for cell in row["cells"]]
    pieces = sorted(span for span in spans if span)
    assert bare("".join(SOURCE[a:b] for a, b in pieces)) == bare(SOURCE)
    texts = [bare(cell["text"]) for row in made["rows"] for cell in row["cells"]]
    assert [*map(bare, made["columns"]), *texts] == table()


def test_csv_holds_the_table() -> None:
    made = csv.reader(io.StringIO(write(REPORT, "csv").decode("utf-8-sig"), newline=""))
    assert [bare(cell) for record in made for cell in record] == table()


def test_markdown_holds_everything() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(write(REPORT, "md").decode())
    shown = [
        bare("".join(c.content for c in t.children or () if c.type != "html_inline"))
        for t in tokens
        if t.type == "inline"
    ]
    assert shown == [*placed(), *map(bare, REPORT.unplaced)]


def test_word_holds_everything() -> None:
    made = docx.Document(io.BytesIO(write(REPORT, "docx")))
    assert [bare(c.text) for row in made.tables[0].rows for c in row.cells] == table()
    above = Counter(bare("".join(p.text for p in made.paragraphs)))
    assert above == Counter("".join(placed()[:9]))
    archive = docx.Document(io.BytesIO(write(REPORT, "docx", "archive")))
    printed = bare("".join(p.text for p in archive.paragraphs))
    assert all(bare(text) in printed for text in REPORT.unplaced)


@needs("pdftotext")
def test_pdf_holds_everything(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    plainly = style("archive")._replace(provenance=False)
    file.write_bytes(writer("pdf")(REPORT, plainly))
    # Raw: elsewhere pdftotext takes a dash that ends a line for a hyphen, and leaves it out.
    shown = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    # Pages repeat the header and carry numbers: nothing else may be more than the source.
    missing = Counter("".join([*placed(), *map(bare, REPORT.unplaced)])) - Counter(bare(shown))
    assert missing == Counter()
    extra = Counter(bare(shown)) - Counter("".join([*placed(), *map(bare, REPORT.unplaced)]))
    assert set(extra) <= set("".join([*REPORT.columns, "—0123456789(续)"]))
