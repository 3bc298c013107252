from pathlib import Path

import pytest

from convert import style
from convert.errors import StyleError
from convert.resources import folder

BRIEF = (folder("styles") / "brief.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", style.names())
def test_every_style_that_comes_with_us_reads(name: str) -> None:
    made = style.style(name)
    assert made.name == name
    assert set(made.label) == {"zh", "en"}
    assert set(made.faces) == {"title", "hei", "kai", "fang", "serif"}


def test_the_brief_has_the_type_area_of_gb_t_9704_on_its_side() -> None:
    page = style.style("brief").page
    assert page.height - page.left - page.right == 225
    assert page.width - page.top - page.bottom == 156


def test_a_style_file_of_the_users_own_reads(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text(BRIEF.replace("size = 22", "size = 20"), encoding="utf-8")
    assert style.style(str(file)).title.size == 20


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("size = 22", "size = 22\ncolour = 1", "title.colour"),
        ("size = 22", "", "title.size"),
        ("size = 22", 'size = "big"', "title.size"),
        ("size = 22", "size = -1", "title.size"),
        ('orientation = "landscape"', 'orientation = "sideways"', "page.orientation"),
        ("leftovers = false", "leftovers = 0", "leftovers"),
        ("[grid]", "[grit]", "grit"),
        ("[label]", "[[label]]", "label"),
        ("leftovers = false", "leftovers = ", "office.toml"),
    ],
)
def test_what_is_wrong_in_a_style_file_is_named(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "office.toml"
    file.write_text(BRIEF.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        style.style(str(file))
    assert said in str(caught.value)
    assert "office.toml" in str(caught.value)


def test_an_unknown_style_is_refused_with_the_known_ones() -> None:
    with pytest.raises(StyleError, match="archive, brief, plain"):
        style.style("fancy")
