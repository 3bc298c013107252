"""A table written at once is the table that is written cell by cell."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from convert.reading.page import Grid, Stated
from convert.reading.scribe import Scribe

ROWS = st.lists(
    st.tuples(
        st.sampled_from(get_args(Stated)),
        st.lists(st.text(st.sampled_from("甲a \n\t\u3000"), max_size=3), max_size=3),
    ),
    max_size=4,
)
Rows = list[tuple[Stated, list[str]]]


@given(ROWS, st.integers(0, 2))
def test_a_table_at_once(rows: Rows, hundreds: int) -> None:
    rows = [*rows, *rows[-1:] * (100 * hundreds)]
    assert written(rows, at_once=True) == written(rows, at_once=False)


def written(rows: Rows, at_once: bool) -> tuple[str, tuple[Grid, ...]]:
    scribe = Scribe()
    scribe.put_line("题")
    if at_once:
        scribe.put_table(rows)
    else:
        scribe.open_table()
        for kind, texts in rows:
            scribe.open_row(kind)
            for text in texts:
                scribe.open_cell()
                scribe.write(text)
                scribe.close_cell()
            scribe.close_row()
        scribe.close_table()
    scribe.put_line("尾")
    return scribe.done()
