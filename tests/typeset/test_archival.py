"""Two validators accept what we write, and refuse what is broken on purpose."""

import io
import os

import pikepdf
import pytest

from convert.plugins import writer
from convert.style import names, style
from tests.typeset.reports import NAMES, STATE, TASK, brief, report
from tests.typeset.validators import page_failures, vera_failures, vera_missing

PROFILES = ("2a", "ua1")
RARE = "䶮𬭸㛃〇㐂𠮷𪚥\ue815a\u0301\u200b①㎡ΩЖ😀"
LONG = report([[str(i), TASK, STATE[: i % 97], "无" if i % 3 else "", ""] for i in range(1, 401)])
FILES = {
    **{f"style-{name}": (brief(), name) for name in names()},
    "rows-400": (LONG, "brief"),
    "rare": (report([["1", RARE, RARE * 3, "", f"第一段\n{RARE}"]], title=RARE), "brief"),
    "empty": (report([]), "plain"),
    "one-column": (report([["1"]], columns=["序号"]), "archive"),
    "tall": (report([["1", TASK, STATE * 60, "", ""], ["2", "", "", "", ""]]), "brief"),
    "long-names": (report([["1", *[""] * 4]], columns=[name * 30 for name in NAMES]), "brief"),
}


def _no_structure(pdf):
    del pdf.Root.StructTreeRoot


def _no_profile(pdf):
    del pdf.Root.OutputIntents


def _no_language(pdf):
    del pdf.Root.Lang


def _no_scope(pdf):
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH":
            del each["/A"]


def _no_font(pdf):
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            del each["/FontFile2"]


def _no_unicode(pdf):
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
            del each["/ToUnicode"]


def _script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def _cell_for_row(pdf):
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TBody":
            each.K[0].S = pikepdf.Name.TD
            return


def _unmarked(pdf):
    page = pdf.pages[0]
    drawn = page.Contents.read_bytes().replace(b"EMC", b"EMC 0 0 5 5 re f", 1)
    page.Contents = pdf.make_stream(drawn)


MUTANTS = [
    _no_structure, _no_profile, _no_language, _no_scope, _no_font, _no_unicode, _script,
    _cell_for_row, _unmarked,
]  # fmt: skip


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    """All files to check, by name."""
    folder = tmp_path_factory.mktemp("pdf")
    made = {}
    for name, (held, look) in FILES.items():
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(writer("pdf")(held, style(look)))
    small = writer("pdf")(report([["1", TASK, "", "", ""], ["2", "", "", "", ""]]), style("brief"))
    for change in [lambda pdf: None, *MUTANTS]:
        name = f"mutant{change.__name__}" if change in MUTANTS else "copy"
        made[name] = folder / f"{name}.pdf"
        with pikepdf.open(io.BytesIO(small)) as pdf:
            change(pdf)
            pdf.save(made[name])
    return made


@pytest.fixture(scope="module")
def vera(paths):
    """What veraPDF says of each."""
    reason = vera_missing()
    if reason and not os.environ.get("CONVERT_REQUIRE_TOOLS"):
        pytest.skip(reason)
    return vera_failures(list(paths.values()), PROFILES)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", [*FILES, "copy"])
def test_page_validation_accepts(name, profile, paths):
    assert page_failures(paths[name], profile) == []


@pytest.mark.parametrize("change", MUTANTS)
def test_page_validation_refuses(change, paths):
    path = paths[f"mutant{change.__name__}"]
    assert any(page_failures(path, profile) for profile in PROFILES)


@pytest.mark.parametrize("name", [*FILES, "copy"])
def test_verapdf_accepts(name, paths, vera):
    assert [vera[paths[name], profile] for profile in PROFILES] == ["", ""]


@pytest.mark.parametrize("change", MUTANTS)
def test_verapdf_refuses(change, paths, vera):
    path = paths[f"mutant{change.__name__}"]
    assert any(vera[path, profile] for profile in PROFILES)
