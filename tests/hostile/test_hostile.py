"""Every file made to harm ends in success or in a documented error, in bounds, without a traceback.

Each runs the whole command in a process of its own, with caps on memory and time. All of them,
into all formats: `python -m tests.slow.hostile`.
"""

import os
from pathlib import Path

import pytest

from tests.hostile.office import ARCHIVES, BOOKS, OTHERS, WORDS
from tests.hostile.pages import MAIL, PAGES
from tests.hostile.pdfs import PDFS
from tests.hostile.running import DOCUMENTED, MEGABYTES, SECONDS, run
from tests.hostile.texts import CSV, JSON, MARKDOWN, TEXTS, Made

FAST = (CSV, JSON, MARKDOWN, MAIL, ARCHIVES, WORDS, BOOKS)
"""What runs with every test run; texts, pages and PDFs, some of which take seconds, by hand."""
FILES: dict[str, Made] = {}
for _group in (*FAST, TEXTS, PAGES, PDFS, OTHERS):
    FILES |= {
        name if name not in FILES else f"{len(FILES)}-{name}": made for name, made in _group.items()
    }
QUICK = tuple(FILES)[: sum(map(len, FAST))]

APART = frozenset(("plain.pdf", "bomb.pdf", "tree-doubling.pdf", "loop-two.pdf", "locked.pdf"))
"""PDFs that are read by a process of its own here too; each costs the loading of a reader."""


def here(name: str) -> list[str]:
    """What has a PDF read in the forked process, which has the same caps."""
    return ["--trusted"] if name.endswith(".pdf") and name not in APART else []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_ends_well(name: str, tmp_path: Path) -> None:
    done = run(name, FILES[name], tmp_path, "json", *here(name))
    assert done.status in DOCUMENTED, done
    assert "Traceback" not in done.said, done
    assert done.seconds <= SECONDS, done
    assert done.megabytes <= MEGABYTES, done
    assert done.left == (["out.json"] if done.status == 0 else []), done


def test_there_are_enough() -> None:
    assert len(QUICK) >= 200
