"""A page of HTML as a reader of it sees it: lines, white space, tables, what is said aside."""

import pytest

from convert import limits
from convert.errors import LimitError
from convert.reading import html
from convert.reading.page import Page
from convert.report import Note, Span


def shown(markup: str) -> str:
    return html.page(f"<html><body>{markup}</body></html>").text


def said(page: Page, spans: tuple[Span, ...]) -> list[str]:
    return [page.text[one.start : one.end] for one in spans]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("甲 <b>乙</b>\t丙", "甲 乙 丙"),
        ("甲<b> 乙</b> ", "甲 乙"),
        ("甲\n乙", "甲乙"),
        ("甲\nb", "甲 b"),
        ("a\n乙", "a 乙"),
        ("a\nb", "a b"),
        ("甲 \n 乙", "甲乙"),
        ("甲\n<i> 乙</i>", "甲乙"),
        ("ｶ\nｷ", "ｶｷ"),
        ("甲\u00a0 乙\u3000丙", "甲\u00a0 乙\u3000丙"),
        ("<p> 甲 </p> <p> 乙 </p>", "甲\n乙"),
        ("甲<p>乙</p>丙", "甲\n乙\n丙"),
        ("甲<br>乙<hr>丙", "甲\n乙\n丙"),
        ("<dl><dt>甲<dd>乙<dt>丙<dd>丁</dl>", "甲 乙\n丙 丁"),
        ("<pre>甲\r\n  乙\n\n丙 </pre>丁", "甲\n  乙\n丙 \n丁"),
        ("<pre>甲<br>乙</pre> 丙  丁", "甲\n乙\n丙 丁"),
        ("<div><pre>甲</pre>乙\n 丙</div>", "甲\n乙丙"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<template>甲</template>乙<svg>丙</svg>", "乙"),
        ("<span hidden>甲</span>乙", "乙"),
        ("", ""),
    ],
)
def test_white_space_is_collapsed_and_lines_are_broken_as_a_browser_does(
    markup: str, text: str
) -> None:
    assert shown(markup) == text


def test_what_a_style_hides_is_noted_and_what_is_no_text_is_not() -> None:
    page = html.page(
        "<html><head><title> 某  网 </title><style>x</style></head><body>"
        "<p style='display: none'>甲<b>乙</b><br>丙<script>y</script></p>丁"
        "<p style='Visibility:HIDDEN'> \n</p><svg><title>图</title></svg>"
        "<i style='mso-hide:all'> 戊</i>己</body></html>"
    )
    assert page.text == "丁己"
    assert page.notes == (Note("hidden", "甲乙丙 戊"),)
    assert page.names == ("某 网",)
    assert html.page("<p>甲</p>").notes == ()


def test_properties_are_labelled_and_the_first_of_a_name_holds() -> None:
    page = html.page(
        "<html><head><meta name=PubDate content=' 2020-10-09  11:30 '>"
        "<meta name=pubdate content=2021><meta name=ContentSource content=' '>"
        "<meta property='og:title' content=甲><meta name=ArticleTitle content='标 题'>"
        "<meta name=nothing content=x><meta charset=utf-8></head>"
        "<body><title>网</title>文</body></html>"
    )
    labels = dict(page.properties)
    assert labels["发布日期"] == "2020-10-09 11:30"
    assert "标题" not in labels
    assert "" not in labels.values()
    assert page.names[0] in ("标 题", "甲")
    assert page.names[-1] == "网"


def test_headlines_are_elements_and_centred_lines_the_outermost_of_them() -> None:
    page = html.page(
        "<html><body><div align=center><h1>甲</h1>乙</div><h2></h2><h3>丙</h3><h4>丁</h4>"
        "<p align=Center>戊</p><div style='text-align: center'>己</div><p>庚</p>"
        "<p align=center> </p><span align=center>辛</span>"
        "<table><tr><td><p align=center>壬</p></table></body></html>"
    )
    assert said(page, page.headlines) == ["甲\n乙", "丙", "戊\n己"]


def test_furniture_is_told_by_element_and_by_name() -> None:
    page = html.page(
        "<html><body><nav>甲</nav><div class='x site-footer'>乙</div><div id=share>丙</div>"
        "<p role=navigation>丁</p><div class=content>戊</div><footer> </footer></body></html>"
    )
    assert said(page, page.furniture) == ["甲", "乙", "丙", "丁"]


def grid(markup: str) -> list[list[tuple[str, int, int, int, bool]]]:
    """Text, first column, columns, rows and kind of each cell of the only table."""
    page = html.page(f"<html><body>{markup}")
    (made,) = page.grids
    return [
        [
            (page.text[b.start : b.end], b.column, b.columns, b.rows, b.head)
            for b in line.boxes
        ]
        for line in made.lines
    ]  # fmt: skip


def plain(*texts: str) -> list[tuple[str, int, int, int, bool]]:
    return [(text, at, 1, 1, False) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("markup", "cells"),
    [
        ("<table><tr><td>甲<td>乙<tr><td>丙</table>", [plain("甲", "乙"), plain("丙")]),
        ("<tr><td>甲<td>乙", [plain("甲", "乙")]),
        ("<td>甲<td>乙", [plain("甲", "乙")]),
        ("<table><td>甲</table>", [plain("甲")]),
        ("<table><tr><td> 甲 <p>乙</p> </table>", [plain("甲\n乙")]),
        ("<table><tr><th>甲", [[("甲", 0, 1, 1, True)]]),
        ("<table><tr><td colspan=2>甲<td>乙", [[("甲", 0, 2, 1, False), ("乙", 2, 1, 1, False)]]),
        ("<table><tr><td colspan=0>甲<td colspan=x>乙", [plain("甲", "乙")]),
        ("<table><tr><td colspan=' 2x'>甲", [[("甲", 0, 2, 1, False)]]),
        (
            "<table><tr><td rowspan=2>甲<td>乙<tr><td>丙<tr><td>丁",
            [
                [("甲", 0, 1, 2, False), ("乙", 1, 1, 1, False)],
                [("丙", 1, 1, 1, False)],
                plain("丁"),
            ],
        ),
    ],
)
def test_cells_stand_in_their_columns(
    markup: str, cells: list[list[tuple[str, int, int, int, bool]]]
) -> None:
    assert grid(markup) == cells


def test_a_span_of_no_rows_reaches_to_the_end() -> None:
    ((box,), *_) = grid("<table><tr><td rowspan=0>甲<tr><td>乙")
    assert box[3] == limits.most("span_rows")


def test_kinds_of_rows_are_as_the_page_says() -> None:
    page = html.page(
        "<html><body><table><thead><tr><td>甲<tr><td>乙</thead><tbody>"
        "<tr class='a heading'><td>丙<tr class=headings><td>丁</tbody></table>"
    )
    assert [line.kind for line in page.grids[0].lines] == ["head", "head", "heading", ""]


def test_a_table_in_a_cell_is_a_table_of_its_own_within_it() -> None:
    page = html.page(
        "<html><body><table><tr><td>甲<table><tr><td>乙<td>丙</table>丁<td>戊</table>己"
    )
    outer, inner = page.grids
    assert page.text[outer.start : outer.end] == "甲\n乙\t丙\n丁\n戊"
    assert page.text[inner.start : inner.end] == "乙\t丙"
    assert [(box.column, page.text[box.start : box.end]) for box in outer.lines[0].boxes] == [
        (0, "甲\n乙\t丙\n丁"),
        (1, "戊"),
    ]
    assert page.text.endswith("\n己")


def test_text_between_cells_is_kept_and_a_table_left_open_is_closed() -> None:
    page = html.page("<html><body>前<table>散<tr>散二<td>甲</td>散三<td>乙")
    assert [page.text[b.start : b.end] for b in page.grids[0].lines[0].boxes] == ["甲", "乙"]
    assert all(part in page.text for part in ("散", "散二", "散三"))
    assert page.text.startswith("前\n")


def test_depth_is_limited() -> None:
    with limits.applied({"html_depth": 6}):
        assert shown("<p><b><i>甲") == "甲"
        with pytest.raises(LimitError, match="html_depth="):
            shown("<p><b><i><u><s>甲")


def test_a_cell_s_title_is_told_only_on_pages_of_ours() -> None:
    page = html.page("<html><body><table><tr><td title=请核对>甲")
    assert not page.complete
    assert page.grids[0].lines[0].boxes[0].why == "markup"


def test_halves_of_surrogates_are_no_fault() -> None:
    assert shown("<p>甲\ud800乙</p>").startswith("甲")


@pytest.mark.parametrize("attribute", ["name", "property", "NAME"])
def test_a_property_may_be_named_in_two_ways(attribute: str) -> None:
    page = html.page(f"<html><head><meta {attribute}=PubDate content=2020><meta name=PubDate>")
    assert page.properties == (("发布日期", "2020"),)
    assert html.page("<html><head><meta name=PubDate><meta content=2020>").properties == ()


def test_a_row_ends_where_the_next_begins() -> None:
    page = html.page("<html><body><table><tr><td>甲 <tr> <td>乙<td> 丙</table>")
    assert page.text == "甲\n乙\t丙"
    assert [len(line.boxes) for line in page.grids[0].lines] == [1, 2]
