"""Reports made by hypothesis: anything a reader may hand to a writer."""

from hypothesis import strategies as st

from convert.report import Cell, Field, Note, Report, Row

# Everything a reader lets through in a text: no control characters, no surrogates.
_CHARACTER = st.one_of(
    st.sampled_from("序号任务内容已完成,。;:、“”《》()%0123456789.12亿元 \u00a0\u3000"),
    st.sampled_from("|\\`*_<>&#~[]{}!=+-@'\"/?^$"),
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
)
LINE = st.text(_CHARACTER, max_size=30).map(lambda text: " ".join(text.split()))
TEXT = st.lists(LINE, max_size=3).map(lambda lines: "\n".join(line for line in lines if line))
NAME = LINE.filter(bool)


def _row(width: int) -> st.SearchStrategy[Row]:
    task = st.lists(TEXT, min_size=width, max_size=width).map(
        lambda texts: Row("task", tuple(map(Cell, texts)))
    )
    heading = NAME.map(
        lambda text: Row("heading", (Cell(text), *[Cell("") for _ in range(width - 1)]))
    )
    return st.one_of(task, task, task, heading)


@st.composite
def reports(draw: st.DrawFn, most_rows: int = 6) -> Report:
    """Title, fields, 1 to 8 columns, rows with empty cells and paragraphs, left-overs."""
    width = draw(st.integers(1, 8))
    return Report(
        title=draw(LINE),
        fields=tuple(
            draw(
                st.lists(
                    st.builds(Field, NAME, LINE, st.none(), st.sampled_from(["", ":", "："])),
                    max_size=4,
                )
            )
        ),
        columns=tuple(draw(st.lists(NAME, min_size=width, max_size=width))),
        rows=tuple(draw(st.lists(_row(width), max_size=most_rows))),
        notes=tuple(
            draw(st.lists(st.builds(Note, st.just("unplaced"), NAME, st.none()), max_size=2))
        ),
    )
