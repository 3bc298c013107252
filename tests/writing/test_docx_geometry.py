"""How wide a text is for Word, and what constants stand for."""

import re
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from convert.typeset.fonts import is_latin
from convert.typeset.pen import LATIN
from convert.writing.docx import geometry, record

MEETING = re.compile("(?<=[0-9A-Za-z])(?=[\u2e80-\u9fff])|(?<=[\u2e80-\u9fff])(?=[0-9A-Za-z])")


@given(st.text(st.sampled_from("0aZ 一龿％。\u2e7f\ua000é")))
def test_where_chinese_and_latin_meet(text: str) -> None:
    assert geometry._joints(text) == len(MEETING.findall(text))


@given(st.characters())
def test_a_character_is_latin_where_the_pen_takes_it_for_such(character: str) -> None:
    assert is_latin(character) == bool(LATIN.match(character))


def test_the_records_identity_is_made_of_its_name() -> None:
    assert str(uuid5(UUID(int=0), record.SPACE)).upper() == record._ID
