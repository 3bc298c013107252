"""Limits: every one is documented, is kept, and gives way to --limit."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from convert import cli, limits
from convert.errors import ConvertError, LimitError
from convert.reading import read, read_bytes
from tests.conftest import SAMPLES
from tests.hostile.pdfs import PDFS
from tests.hostile.texts import PAGE

TABLE = "<table><tr><td>序号<td>任务内容<td>完成情况</tr><tr><td>1<td>甲<td>乙</tr></table>"


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def word(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relation = '<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>'
    rels = f"<Relationships>{relation}</Relationships>"
    return packed(
        {
            "_rels/.rels": rels.encode(),
            "word/document.xml": f'<w:document xmlns:w="{space}">{body}</w:document>'.encode(),
        }
    )


BEYOND = {
    "zip_members": (packed({f"{at}": b"" for at in range(9)}), 5),
    "zip_part_mb": (word(" " * 4_000_000), 1),
    "zip_total_mb": (word(" " * 4_000_000), 2),
    "zip_ratio": (word(" " * 4_000_000), 200),
    "nested_tables": (f"<html>{'<table><tr><td>甲' * 9}</html>".encode(), 8),
    "html_depth": (f"<html>{'<div>' * 99}{TABLE}</html>".encode(), 98),
    "columns": (f"<table><tr>{'<td>甲' * 9}</tr></table>".encode(), 8),
    "cells": (TABLE.encode(), 5),
    "characters": (TABLE.encode(), 9),
    "row_characters": (f"{PAGE}3 新建公园一处。 完成。\n".encode(), 5),
    "pdf_drawings": (PDFS["forms-few.pdf"](), 5),
    "pdf_page_mb": (PDFS["runs-in-bounds.pdf"](), 2),
}


@pytest.mark.parametrize("name", BEYOND)
def test_a_limit_is_kept_and_may_be_raised(name: str) -> None:
    data, most = BEYOND[name]
    small = {"zip_ratio": 10_000, name: most}
    with limits.applied(small), pytest.raises(LimitError, match=f"a.x.*{name}=") as caught:
        read_bytes(data, "a.x")
    assert caught.value.facts["limit"] == name
    with limits.applied({"zip_ratio": 10_000, name: 10_000 * most}):
        try:
            read_bytes(data, "a.x")
        except ConvertError as error:
            assert not isinstance(error, LimitError)  # noqa: PT017


def test_an_input_is_not_read_beyond_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * (2 << 20))
    with pytest.raises(LimitError, match="input_mb"):
        read(tmp_path / "a.txt", raised={"input_mb": 1})
    if Path("/dev/zero").exists():
        with pytest.raises(LimitError, match="input_mb"):
            read("/dev/zero", raised={"input_mb": 1})


def test_time_is_limited_even_where_errors_are_caught() -> None:
    started = time.process_time()
    with limits.applied({"seconds": 1}), pytest.raises(LimitError):
        _stubborn(started + 1.9)
    assert time.process_time() - started < 4


def _stubborn(end: float) -> None:
    """Catches the timer's errors until then."""
    with limits.timed():
        while True:
            try:
                sum(range(10**6))
            except LimitError:
                if time.process_time() > end:
                    raise


@pytest.mark.parametrize("value", ["cells", "cells=", "cells=-1", "cells=１", "rows=5", "=5"])
def test_a_wrong_limit_is_refused(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.status([str(SAMPLES / "report.txt"), "--to", "csv", "--limit", value]) == 2
    assert "html_depth" in capsys.readouterr().err


def test_the_manual_lists_every_limit_with_its_number() -> None:
    manual = (SAMPLES.parent / "docs/limits.md").read_text(encoding="utf-8")
    for name, facts in limits.described().items():
        line = f"| `{name}` | {facts['most']:,} | {facts['zh']} | {facts['en']} | {facts['why']} |"
        assert line in manual


def test_a_limit_is_the_last_number_that_is_allowed() -> None:
    most = limits.most("cells")
    limits.check("cells", most)
    with pytest.raises(LimitError, match="cells=") as caught:
        limits.check("cells", most + 1, "那一部分")
    assert caught.value.status == 13
    assert "那一部分" in str(caught.value)
    assert f"{most:,}" in str(caught.value) or str(most) in str(caught.value)
    assert limits.raised() == {}
    with limits.applied({"cells": 7}):
        assert (limits.most("cells"), limits.raised()) == (7, {"cells": 7})
        assert limits.most("columns") == limits.described()["columns"]["most"]
        with limits.applied({"columns": 3}):
            assert (limits.most("cells"), limits.most("columns")) == (most, 3)
    assert limits.most("cells") == most


def test_limits_are_asked_for_by_name_and_number() -> None:
    assert limits.asked([]) == {}
    assert limits.asked(["cells=5", "columns=070", "cells=6"]) == {"cells": 6, "columns": 70}
    for value in ("cells", "cells=", "cells=-1", "cells=１", "rows=5", "cells=5=6"):
        with pytest.raises(ValueError, match=f"^{value}$"):
            limits.asked(["columns=7", value, "x"])
