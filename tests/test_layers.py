"""Who may import whom (docs/architecture.md), read from the imports themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "convert"

# A part, and the parts of ours it may import besides itself. First match wins.
ALLOWED = {
    "convert.messages": {"resources"},
    "convert.errors": {"messages"},
    "convert.limits": {"errors", "resources"},
    "convert.report": {"errors"},
    "convert.resources": set(),
    "convert.visible": set(),
    "convert.dublin": {"report", "resources"},
    "convert.document": {"report"},
    "convert.office": {"report", "dublin", "visible"},
    "convert.doubt": {"report", "resources"},
    "convert.merged": {"report"},
    "convert.style": {"errors", "resources"},
    "convert.plugins": {"errors", "report", "style"},
    "convert.temporary": set(),
    "convert.saving": {"errors", "temporary"},
    "convert.faults": {"messages"},
    "convert.guard": set(),
    "convert.person": {"report"},
    "convert.recover": {"person", "limits", "report", "errors", "resources"},
    "convert.explain": {"recover", "report", "messages"},
    "convert.reading": {
        *("person", "doubt", "guard", "visible", "limits", "recover", "report", "errors"),
        "resources",
    },
    "convert.typeset": {"report", "style", "resources", "errors"},
    "convert.writing": {
        *(
            "report",
            "style",
            "errors",
            "typeset",
            "guard",
            "visible",
            "dublin",
            "document",
            "office",
            "doubt",
            "merged",
            "resources",
        ),
    },
    "convert.job": {
        *("merging", "typeset", "reading", "plugins", "style", "report", "errors", "saving"),
    },
    "convert.merging": {"recover", "dublin", "report", "errors"},
    "convert.bagging": {
        *("batch", "merging", "plugins", "visible", "style", "job", "saving", "errors", "messages"),
    },
    "convert.cluster": {"batch", "job", "plugins", "saving", "errors", "messages"},
    "convert.batch": {
        *("job", "merging", "plugins", "resources", "saving", "temporary", "faults"),
        *("report", "errors", "messages"),
    },
    "convert.review": {
        *("job", "reading", "person", "doubt", "plugins", "report", "saving", "style"),
        *("errors", "limits", "messages", "visible"),
    },
    "convert.options": {"merging", "job", "limits", "plugins", "style", "errors", "messages"},
    "convert.told": {"explain", "job", "plugins", "style", "report", "errors", "messages"},
    "convert.cli": {
        *("bagging", "batch", "cluster", "faults", "job", "options", "review", "told"),
        *("report", "errors", "messages"),
    },
    "convert.__main__": {"cli"},
    "convert": {"errors", "plugins", "reading", "report", "style"},
}
# Packages of others, and the only modules that may import them.
ONLY_IN = {
    "click": ("convert.cli", "convert.options"),
    "flask": ("convert.review",),
    "werkzeug": ("convert.review",),
    "waitress": ("convert.review",),
    "pypdfium2": ("convert.review",),
    "lxml": ("convert.reading", "convert.writing.docx"),
    "pdfminer": ("convert.reading",),
    "pdfplumber": ("convert.reading",),
    "docx": ("convert.reading", "convert.writing.docx"),
    "openpyxl": ("convert.reading", "convert.writing.xlsx"),
    "reportlab": ("convert.typeset", "convert.writing.pdf"),
    "numpy": ("convert.recover",),
    "rich": ("convert.batch.progress",),
    "bagit": ("convert.bagging.pack",),
    "distributed": ("convert.cluster",),
    "fsspec": ("convert.cluster.stores",),
    "sqlite3": ("convert.batch.journal",),
}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def name(path: Path) -> str:
    dotted = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
    return dotted.removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Dotted names of all that a module imports; `from a import b` may mean a or a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "convert":
                yield from (f"convert.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def rule(module: str) -> str:
    return next(part for part in ALLOWED if module == part or module.startswith(part + "."))


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    part = rule(name(path))
    for target in imported(path):
        if not target.startswith("convert."):
            continue
        room = target.split(".")[1]
        if room == "__version__" or part == f"convert.{room}":
            continue
        assert room in ALLOWED[part], f"{name(path)} imports {target}"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_package_of_others_is_imported_only_where_it_belongs(path: Path) -> None:
    for target in imported(path):
        homes = ONLY_IN.get(target.split(".")[0])
        assert homes is None or name(path).startswith(homes), f"{name(path)} imports {target}"


def test_writers_do_not_import_each_other() -> None:
    for path in (ROOT / "writing").glob("*.py"):
        others = [t for t in imported(path) if t.startswith("convert.writing.")]
        assert all(t.startswith(f"convert.writing.{path.stem}") for t in others), path


def test_setup_cfg_lists_every_package() -> None:
    import configparser

    config = configparser.ConfigParser()
    config.read(ROOT.parent / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    found = {name(path) for path in ROOT.rglob("__init__.py")}
    assert listed == found | {"convert.styles", "convert.fonts"}
