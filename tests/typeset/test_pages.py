from collections import defaultdict
from itertools import pairwise

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from convert.style import names, style
from convert.typeset.fonts import Fonts
from convert.typeset.layout import lay_out
from convert.typeset.pages import KEEP, paginate
from tests.typeset.reports import NAMES, STATE, TASK, report

FONTS = Fonts()
LENGTHS = st.one_of(st.integers(0, 200), st.integers(0, 900), st.integers(0, 2500))
ROWS = st.lists(
    st.one_of(
        st.just(["一、经济发展"]),
        st.tuples(LENGTHS, LENGTHS).map(
            lambda pair: ["1", TASK, (STATE * 70)[: pair[0]], "", (TASK * 160)[: pair[1]]]
        ),
    ),
    max_size=6,
)


def pages_of(made, name):
    look = style(name)
    layout = lay_out(made, look, FONTS)
    return layout, list(paginate(layout, look.grid.padding))


# Rows shrink too slowly to wait for.
@settings(phases=[Phase.explicit, Phase.generate])
@given(ROWS, st.sampled_from(names()), st.integers(0, 120))
def test_rows_are_whole_where_they_fit_and_cut_well_elsewhere(rows, name, length):
    layout, sheets = pages_of(report(rows, title=(TASK * 9)[:length]), name)
    frame, lines = layout.frame, defaultdict(list)
    fresh = frame.depth - layout.head.height
    for sheet in sheets:
        bottom, above = frame.top, 0.0
        for piece in sheet.pieces:
            assert piece.top >= bottom - 1e-6
            bottom = piece.top + piece.height
            assert bottom <= frame.bottom + 1e-6
            if not piece.again:
                lines[id(piece.band)].append((piece.first, piece.last))
                cut = not piece.whole and piece.first == 0
                assert not cut or piece.band.height + above > fresh - 1e-6
                assert piece.last - piece.first >= min(KEEP, piece.band.lines)
            above = above + piece.height if piece.band.kind == "heading" else 0.0
        kinds = [piece.band.kind for piece in sheet.pieces]
        # The header is first, once, and like a heading never the last thing on a page.
        assert kinds.count("head") == (1 if kinds else 0)
        assert kinds[:1] in ([], ["head"])
        if sheet is not sheets[-1] and rows and len(rows[-1]) > 1:
            assert kinds[-1:] in ([], ["task"])
    for pieces in lines.values():
        assert pieces[0][0] == 0
        assert all(a[1] == b[0] for a, b in pairwise(pieces))
    assert len(lines) == len(rows) + 1
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))


def test_the_number_is_repeated_where_a_row_goes_on():
    layout, sheets = pages_of(report([["12", TASK, STATE * 40, "", ""]]), "brief")
    assert layout.number == 0
    assert [piece.first > 0 for sheet in sheets for piece in sheet.pieces[1:]][:2] == [False, True]


def test_a_header_too_tall_to_repeat_stands_once():
    made = report([["1", *[STATE] * 4]] * 9, columns=[name * 60 for name in NAMES])
    _, sheets = pages_of(made, "brief")
    assert not any(piece.again for sheet in sheets for piece in sheet.pieces)


def test_a_long_title_and_long_fields_go_on_overleaf():
    made = report([["1", TASK, STATE, "", ""]], title=TASK * 60)
    layout, sheets = pages_of(made, "brief")
    placed = [placed for sheet in sheets for placed in sheet.before if placed.tag == "H1"]
    assert len(placed) > 1
    assert placed[-1].last == layout.title.lines
