"""What convert costs beside its peers, in one run: CPU seconds and peak memory.

    bash benchmarks/peers.sh                        # once: pandoc, typst, WeasyPrint
    python benchmarks/performance.py                # 15, 150 and 1,500 rows: some minutes
    python benchmarks/performance.py --rows 15000 --runs 1 --jobs docx,pdf,md,csv
    python benchmarks/performance.py --jobs text,growth,size

Every figure is the median of runs of whole processes, a job and its peer by turns, so that
a busy machine slows both: quote the ratios. CPU time is that of the process and its
children (getrusage); memory is the greatest resident set. The rows are the sample's own
fifteen with the characters of each cell rotated, so that no two are alike.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = HERE / ".peers" / "bin" / "python"
RUNS = {15: 9, 150: 7, 1_500: 3}
"""Runs by number of rows; one of more rows than these."""
# The command as it is installed, not the folder one happens to be in.
CONVERT = (str(Path(sys.executable).with_name("convert")),)
TARGETS = {
    "docx": {15: 1.5, 150: 0.7, 1_500: 0.15, 15_000: 0.08},
    "pdf": {15: 2.5, 150: 1.2, 1_500: 0.5, 15_000: 0.4},
    "md": {15: 3, 150: 0.8, 1_500: 0.15, 15_000: 0.08},
    "csv": {15: 3, 150: 0.6, 1_500: 0.10, 15_000: 0.05},
}
"""Ratios of CPU time to the peer's that we want, by job and rows."""
READ = ("html", "csv", "json", "docx", "xlsx")
WRITTEN = ("docx", "pdf", "md", "csv", "json", "jsonl", "xlsx", "html")

Command = Sequence[str]


class Cost(NamedTuple):
    """CPU seconds and MiB."""

    cpu: float
    memory: float


def main() -> None:
    """Print the tables asked for."""
    options = _options()
    folder = Path(options.folder or tempfile.mkdtemp(prefix="convert-benchmark-"))
    folder.mkdir(parents=True, exist_ok=True)
    say = sys.stdout.write
    say("\n".join(_versions()) + "\n")
    for job in options.jobs.split(","):
        table: Callable[[Path, list[int], int], Iterator[str]] = {
            "text": _text,
            "growth": _growth,
            "size": _size,
        }.get(job) or (lambda folder, rows, runs, job=job: _compared(job, folder, rows, runs))
        say("\n")
        for line in table(folder, options.rows, options.runs):
            say(f"{line}\n")
            sys.stdout.flush()
    if not options.folder:
        shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    numbers = lambda text: [int(part) for part in text.split(",")]  # noqa: E731
    parser.add_argument("--rows", type=numbers, default=[15, 150, 1_500])
    parser.add_argument("--runs", type=int, default=0, help="runs of each, 0: by rows")
    parser.add_argument("--jobs", default="docx,pdf,md,csv,text,size")
    parser.add_argument("--folder", help="where inputs and outputs stay")
    return parser.parse_args()


def _compared(job: str, folder: Path, sizes: list[int], runs: int) -> Iterator[str]:
    """One job from JSON beside its peer."""
    yield f"| {job} | convert, s | MiB | peer, s | MiB | ratio | wanted |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for rows in sizes:
        _inputs(folder, rows)
        ours, theirs = _alternated(
            [_ours(folder / f"{rows}.json", job, folder), _peer(job, folder, rows)],
            runs or RUNS.get(rows, 1),
        )
        wanted = TARGETS[job].get(rows, "")
        ratio = ours.cpu / theirs.cpu
        yield f"| {rows:,} | {_pair(ours)} | {_pair(theirs)} | {ratio:.2f} | {wanted} |"


def _pair(cost: Cost) -> str:
    return f"{cost.cpu:.3f} | {cost.memory:.0f}"


def _ours(source: Path, to: str, folder: Path) -> Command:
    return (*CONVERT, str(source), "--to", to, "-o", str(folder / f"ours.{to}"), "--force", "-q")


def _peer(job: str, folder: Path, rows: int) -> Command:
    if job == "pdf":
        return (str(PEERS), "-c", TYPST, str(folder), str(rows), str(ROOT / "fonts"))
    to = "docx" if job == "docx" else "gfm"
    return ("pandoc", str(folder / f"{rows}.html"), "-t", to, "-o", str(folder / f"peer.{to}"))


TYPST = """
import sys, typst
folder, rows, fonts = sys.argv[1:]
typst.compile(f"{folder}/table.typ", output=f"{folder}/peer.pdf", root=folder,
    font_paths=[fonts], ignore_system_fonts=True, pdf_standards="a-2a", sys_inputs={"rows": rows})
"""
TABLE = """#set document(title: "benchmark", date: datetime(year: 2020, month: 1, day: 1))
#set page(width: 297mm, height: 210mm, margin: (top: 35mm, bottom: 37mm, x: 27mm), numbering: "1")
#set text(font: ("Convert Fang", "Noto Serif SC"), size: 11pt, lang: "zh")
#set par(justify: true)
#let data = csv(sys.inputs.rows + ".csv")
#table(columns: (1fr, 4fr, 1fr, 6fr, 6fr), stroke: 0.5pt, inset: 4pt,
  table.header(..data.first()), ..data.slice(1).flatten())
"""


def _text(folder: Path, sizes: list[int], runs: int) -> Iterator[str]:
    """The sample as saved text, its borders lost, beside pandoc's docx of the sample's rows."""
    _inputs(folder, 15)
    source = ROOT / "samples" / "report.txt"
    yield "| report.txt to | convert, s | MiB | times pandoc's docx of 15 rows | wanted |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    wanted = {"csv": 4.2, "md": 4.2, "docx": 5.8, "pdf": 6.7}
    commands = [_ours(source, to, folder) for to in wanted]
    *ours, peer = _alternated([*commands, _peer("docx", folder, 15)], runs or 7)
    for (to, most), cost in zip(wanted.items(), ours, strict=True):
        yield f"| {to} | {_pair(cost)} | {cost.cpu / peer.cpu:.1f} | {most} |"


def _growth(folder: Path, sizes: list[int], runs: int) -> Iterator[str]:
    """CPU time from one size to the next, for every writer and for the readers of tables."""
    yield f"| job | {' | '.join(f'{rows:,} rows, s | MiB' for rows in sizes)} | growth |"
    yield f"| --- |{' ---: | ---: |' * len(sizes)} ---: |"
    for rows in sizes:
        _inputs(folder, rows)
    for to in WRITTEN:
        costs = [_tried(_ours(folder / f"{n}.json", to, folder)) for n in sizes]
        yield _grown(f"json to {to}", costs)
    for source in READ:
        costs = []
        for rows in sizes:
            if source in ("docx", "xlsx"):
                _tried(_ours(folder / f"{rows}.json", source, folder))
                (folder / f"ours.{source}").replace(folder / f"{rows}.{source}")
            costs.append(_tried(_ours(folder / f"{rows}.{source}", "jsonl", folder)))
        yield _grown(f"{source} to jsonl", costs)


def _tried(command: Command) -> Cost:
    """What one run costs, limits of time and memory lifted; no number where it fails."""
    try:
        return _measured((*command, "--limit", "seconds=900", "--limit", "memory_mb=4096"))
    except subprocess.CalledProcessError:
        return Cost(float("nan"), float("nan"))


def _grown(name: str, costs: list[Cost]) -> str:
    steps = [f"{b.cpu / a.cpu:.1f}" for a, b in pairwise(costs)]
    return f"| {name} | {' | '.join(map(_pair, costs))} | {', '.join(steps)} |"


def _size(folder: Path, sizes: list[int], runs: int) -> Iterator[str]:
    """Bytes of the PDF beside those of typst's, which is tagged too."""
    yield "| rows | convert, KB | typst, KB | ratio |"
    yield "| ---: | ---: | ---: | ---: |"
    for rows in sizes:
        _inputs(folder, rows)
        _measured(_ours(folder / f"{rows}.json", "pdf", folder))
        _measured(_peer("pdf", folder, rows))
        ours, peer = ((folder / name).stat().st_size / 1000 for name in ("ours.pdf", "peer.pdf"))
        yield f"| {rows:,} | {ours:,.0f} | {peer:,.0f} | {ours / peer:.2f} |"


def _alternated(commands: Sequence[Command], runs: int) -> list[Cost]:
    """The median cost of each command, all of them run by turns."""
    costs = [[_measured(command) for command in commands] for _ in range(runs)]
    return [
        Cost(median(one.cpu for one in each), max(one.memory for one in each))
        for each in zip(*costs, strict=True)
    ]


def _measured(command: Command) -> Cost:
    """What one run costs; CalledProcessError where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _inputs(folder: Path, rows: int) -> None:
    """The same distinct rows as JSON, HTML and CSV, and typst's document."""
    if (folder / f"{rows}.csv").exists():
        return
    (folder / "table.typ").write_text(TABLE, encoding="utf-8")
    # In a process of its own: the memory of a child is never less than its parent's.
    code = f"import performance; performance.write({str(folder)!r}, {rows})"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=HERE)


def write(where: str, rows: int) -> None:
    """The inputs with so many rows."""
    import csv
    import html

    sample = json.loads((ROOT / "samples" / "report.json").read_text(encoding="utf-8"))
    names = sample["columns"]
    texts = [[cell["text"] for cell in row["cells"]] for row in sample["rows"]]
    head = {"title": sample["title"], "metadata": sample["metadata"], "columns": names}
    folder = Path(where)
    with (
        (folder / f"{rows}.json").open("w", encoding="utf-8") as as_json,
        (folder / f"{rows}.html").open("w", encoding="utf-8") as as_html,
        (folder / f"{rows}.csv").open("w", encoding="utf-8", newline="") as as_csv,
    ):
        table = csv.writer(as_csv)
        table.writerow(names)
        as_json.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [')
        title = html.escape(sample["title"])
        as_html.write(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>')
        as_html.write(f"</head><body><h1>{title}</h1><table><thead><tr>")
        as_html.write("".join(f"<th>{html.escape(name)}</th>" for name in names))
        as_html.write("</tr></thead><tbody>\n")
        for at in range(rows):
            row = _distinct(texts[at % len(texts)], at)
            table.writerow(row)
            as_json.write((",\n" if at else "\n") + json.dumps(row, ensure_ascii=False))
            cells = (html.escape(text).replace("\n", "<br>") for text in row)
            as_html.write(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n")
        as_json.write("]}\n")
        as_html.write("</tbody></table></body></html>\n")


def _distinct(row: Sequence[str], at: int) -> list[str]:
    """A row with its number, and the characters of its other cells rotated."""
    made = [str(at + 1)]
    for text in row[1:]:
        turn = at * 7 % max(1, len(text))
        made.append((text[turn:] + text[:turn]).strip())
    return made


def _versions() -> Iterator[str]:
    """What is compared, on what."""
    yield f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    for command in (("pandoc", "--version"), (str(PEERS), "-m", "pip", "list")):
        if shutil.which(command[0]):
            said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
            lines = said.split("\n")
            yield from (
                lines[:1]
                if command[0] == "pandoc"
                else [line for line in lines if line.startswith(("typst", "weasyprint"))]
            )


if __name__ == "__main__":
    main()
