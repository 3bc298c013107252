"""What the border model is told of each character."""

import numpy as np

from convert.recover.model import alphabet, evidence, lists, places, returns, roles
from convert.recover.model.dates import own_month, timing
from convert.recover.model.features import sheet_of
from convert.recover.model.layout import RowText, lay
from convert.recover.model.lexicon import compile_lexicon
from convert.recover.model.words import Words, compile_words, found_in, meanings


def marks_of(text: str) -> np.ndarray:
    return lists.list_marks(text)


def test_a_list_runs_through_the_places_between_its_markers() -> None:
    text = "1.建桥;2.修路。1.缺钱"
    marks = marks_of(text)
    assert np.flatnonzero(marks[:, lists.MARKER]).tolist() == [0, 5, 10]
    assert np.flatnonzero(marks[:, lists.WITHIN]).tolist() == [1, 2, 3, 4, 5]
    assert marks[10, lists.FIRST] == marks[10, lists.AGAIN] == 1
    assert marks[5, lists.ONE_AHEAD] == 1
    assert marks[10, lists.ONE_AHEAD] == 0


def test_a_list_that_begins_with_two_is_an_orphan() -> None:
    marks = marks_of("修路。2.建桥")
    assert marks[3, lists.ORPHAN] == 1
    assert marks[:, lists.WITHIN].sum() == 0


def test_a_string_said_before_is_marked_where_it_returns() -> None:
    layout = lay([RowText("麻栗沟桥已完成。建成麻栗沟桥"), RowText("麻栗沟桥已完成。")])
    kinds = alphabet.classes_of(layout.codes)
    marks = returns.return_marks(layout.codes, kinds, layout.row)
    said, coming, begins = marks[:, 5], marks[:, 6], marks[:, 7]  # of four characters
    assert np.flatnonzero(said).tolist() == [10, 11, 12, 13]
    assert np.flatnonzero(coming).tolist() == [0, 1, 2, 3]
    assert np.flatnonzero(begins).tolist() == [10]
    assert (marks[14:18, :15] == 0).all()  # the other row says it once


def test_sentences_are_counted_from_both_ends() -> None:
    layout = lay([RowText("路已修。桥未建;再议"), RowText("无")])
    marks = places.in_sentence(layout, alphabet.classes_of(layout.codes)) * 8
    assert marks[[0, 4, 8, 10], 0].tolist() == [0, 1, 2, 0]
    assert marks[[0, 4, 8, 10], 1].tolist() == [2, 1, 0, 0]


def test_a_later_date_is_remembered_to_the_rows_end() -> None:
    text = "8月动工,11月完工,再验收"
    marks = timing(text, own_month("2021-09-30"))
    assert marks[-1, 3] == 1
    assert marks[4, 3] == 0
    assert timing(text, None).shape == (len(text), 5)


def test_a_plan_told_among_the_results_is_heard() -> None:
    lexicon = compile_lexicon([("plan", "下一步", 3), ("problem", "资金", 1)])
    text = "路已修好。下一步修桥。资金不足"
    sheet = sheet_of(lay([RowText(text)]), lexicon, compile_words([("修桥", "other", 1)]), None)
    described = np.zeros((2, len(roles.ROLES)), dtype=np.float32)
    described[0, roles.ROLES.index("progress")] = described[1, roles.ROLES.index("next")] = 1
    cuts = np.array([[[0, len(text), len(text)], [0, 2, len(text)], [0, 5, len(text)]]])
    counts = np.stack(evidence.astray(cuts, sheet, described), axis=-1)[0]
    # The plan's column empty, the sentence in the other; filled and with it; filled by it.
    assert counts[:, 4].tolist() == [1, 0, 0]
    assert counts[:, 5].tolist() == [0, 0, 0]
    assert counts[:, :4].sum() == 0


def test_a_character_means_what_its_longest_word_means() -> None:
    entries = [(word, "noun", 50) for word in ("修桥", "桥梁", "大桥梁", "资金", "梁厂长")]
    dictionary = compile_words(entries, meant={"修桥", "桥梁", "资金", "梁厂长"})
    numbers = {word: meant(dictionary, word, [0] * len(word))[-1] for word, _, _ in entries}
    assert numbers["大桥梁"] == numbers["桥梁"]  # what is known of it
    # The longer word over the shorter, of two the first; none that the next row ends, none
    # unknown in meaning.
    first, long = numbers["修桥"], numbers["梁厂长"]
    assert (
        meant(dictionary, "修桥梁厂长资金", [0, 0, 0, 0, 0, 0, 1])
        == [first] * 2 + [long] * 3 + [0] * 2
    )
    assert meant(dictionary, "修桥梁厂", [0] * 4) == [first, first, numbers["桥梁"], 0]


def meant(dictionary: Words, text: str, rows: list[int]) -> list[int]:
    found = found_in(dictionary, alphabet.codes_of(text), np.array(rows))
    return meanings(dictionary, found, len(text)).tolist()
