import json
from pathlib import Path

import pytest

from convert.errors import DecodeError
from convert.reading import read_bytes
from convert.reading.decode import decode
from convert.reading.plausible import surprise
from tests.conftest import SAMPLES

SAMPLE = (SAMPLES / "report.txt").read_text(encoding="utf-8")
# Text that the frequencies were not made of: a page in both scripts.
TEXTS = json.loads((Path(__file__).parent / "scripts.json").read_text(encoding="utf-8"))
SIMPLIFIED, TRADITIONAL = TEXTS["simplified"], TEXTS["traditional"]
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "big5")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_sample_is_read_in_every_encoding_it_may_come_in(encoding: str) -> None:
    found = decode(SAMPLE.encode(encoding))
    assert found.text == SAMPLE
    assert found.encoding == encoding


def told(text: str, encoding: str) -> bool:
    try:
        return decode(text.encode(encoding)).text == text
    except DecodeError:
        return False


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("length", "least"), [(4, 0.97), (20, 1), (200, 1)])
def test_a_piece_of_text_is_told_by_plausibility(encoding: str, length: int, least: float) -> None:
    text = TRADITIONAL if encoding == "big5" else SIMPLIFIED
    pieces = [text[at : at + length] for at in range(0, len(text) - length, 7)]
    right = sum(told(piece, encoding) for piece in pieces)
    assert right >= least * len(pieces)


def test_a_given_encoding_is_obeyed_and_its_misfit_named() -> None:
    assert decode("甲".encode("gbk"), "gbk").text == "甲"
    with pytest.raises(DecodeError, match="第 2 个字节"):
        decode(b"ab\xff\xff", "utf-8", "report.txt")
    with pytest.raises(DecodeError, match="nonsense"):
        decode(b"ab", "nonsense")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "GB18030", "gb18030-2000"])
def test_a_mark_is_no_text_whether_the_encoding_is_given_or_found(encoding: str) -> None:
    data = "\ufeff甲乙\ufeff".encode(encoding)
    assert decode(data, encoding).text == "甲乙\ufeff"
    assert decode(data).text == "甲乙\ufeff"


def test_the_misfit_is_told_with_the_file_the_encoding_and_the_place() -> None:
    with pytest.raises(DecodeError, match=r"^a\.txt 不是 utf-8 编码：第 1 个字节"):
        decode(b"a\xff", "utf-8", "a.txt")
    with pytest.raises(DecodeError, match=r"^a\.txt 不是 utf-16 编码：第 2 个字节"):
        decode(b"\xff\xfe\x00\xd8", name="a.txt")
    with pytest.raises(DecodeError) as caught:
        decode(b"ab", "nonsense", "a.txt")
    assert caught.value.facts == {"name": "a.txt", "encoding": "nonsense"}


def test_noise_is_told_with_the_file_and_the_first_byte_that_is_no_utf_8() -> None:
    with pytest.raises(DecodeError, match=r"^a\.txt 不像文本文件：.*第 3 个字节") as caught:
        decode(b"abc\xff\x00\x01\x02", name="a.txt")
    assert isinstance(caught.value.__cause__, UnicodeDecodeError)
    with pytest.raises(DecodeError, match=r"^a\.txt 不像文本文件：.*第 0 个字节"):
        decode(b"abc\x00\x01\x02", name="a.txt")


def test_nothing_at_all_is_an_empty_text() -> None:
    assert decode(b"") == ("", "utf-8", "")


@pytest.mark.parametrize("code", ["\x00", "\x08", "\x0e", "\x1b"])
def test_text_holds_no_control_characters(code: str) -> None:
    with pytest.raises(DecodeError):
        decode(f"甲乙{code}丙丁".encode() * 3)
    assert decode("甲\t乙\x0b\x0c\x1c丙\r\n".encode()).encoding == "utf-8"


def test_a_rarer_encoding_must_read_better_by_more() -> None:
    # Good GB 18030 and fair Big5 at once; in offices the first is some twenty times as likely.
    data = "国家".encode("gb18030")
    assert decode(data) == ("国家", "gb18030", "")


def test_the_encoding_is_told_where_code_points_were_mapped() -> None:
    found = decode("甲乙".encode("gb18030") + b"\xa6\xd9", "gb18030-2000")
    assert found == ("甲乙\ufe10", "gb18030-2000", "\ufe10")


@pytest.mark.parametrize(
    ("rare", "common"),
    [
        ("\ue000", "㐀"),
        ("\uf8ff", "㐀"),
        ("\ufffd", "㐀"),
        ("\uffff", "㐀"),
        ("㐀", "龥"),
        ("\u2003", "\u3000"),
        ("\u2003", "\u00a0"),
        ("龥", "鳙"),
        ("鳙", "\x7f"),
        ("X\x0b", "X "),
        ("鑫", "的"),
        ("\x7f", " "),
        ("Σ", "鳙"),
        ("\x80", "鳙"),
        ("\u4dff", "\u4e01"),
        ("\ua000", "\u9fff"),
    ],
)
def test_what_is_rare_is_more_surprising(rare: str, common: str) -> None:
    assert surprise(rare) > surprise(common)


def test_the_everyday_characters_of_big5_are_none() -> None:
    seconds = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    data = b"".join(bytes((first, second)) for first in range(0xA4, 0xC6) for second in seconds)
    assert all(surprise(char) <= 14 for char in data.decode("big5"))
    assert surprise(b"\xc6\x7e".decode("big5")) <= 14 < surprise(b"\xc9\x40".decode("big5"))


def test_every_character_counts() -> None:
    assert surprise("") == 0
    assert surprise("的的一") == pytest.approx(2 * surprise("的") + surprise("一"))
    assert surprise("\ue000") == surprise("\uf8ff") == surprise("\ufffe")
    assert surprise("\t") == surprise("\n") == surprise(" ") < surprise("a\u0301")
    assert surprise("\u4e00") < surprise("\u9fff") < surprise("\ua000")


def level(char: str) -> float:
    """What a character costs at most for the national character sets it is in."""
    row = coded(char, "gb2312")[0] - 0xA0
    if row in (1, 3) or 16 <= row <= 55:
        return 12
    if 56 <= row <= 87 or b"\xa4\x40" <= coded(char, "big5") <= b"\xc6\xfe":
        return 14
    return 17 if "\u4e00" <= char <= "\u9fff" else 18


def coded(char: str, encoding: str) -> bytes:
    data = char.encode(encoding, "ignore")
    return data if len(data) > 1 else b"\xa0"


def test_rare_characters_cost_what_the_national_sets_say() -> None:
    """A listed character costs less than 11; signs, private ones and white space by kind."""
    every = [chr(at) for at in (*range(0xA1, 0xD800), *range(0xF900, 0x10000))]
    rare = {one: cost for one in every if (cost := surprise(one)) > 11 and not one.isspace()}
    for sign in "\ufffd\ufffe\uffff":
        assert rare.pop(sign) == 20
    assert rare == {one: level(one) for one in rare}
    assert len(rare) > 50_000


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x00\x01\x02", b"\xff\xfe\xfd\x00\x81"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(data, name="noise.txt")


def test_a_text_in_the_wrong_encoding_is_more_surprising_than_in_its_own() -> None:
    wrong = SIMPLIFIED.encode("gb18030").decode("big5", "replace")
    assert surprise(wrong) > 2 * surprise(SIMPLIFIED)


def test_private_code_points_of_gb18030_become_the_characters_they_are() -> None:
    found = decode(f"{SAMPLE}甲".encode("gb18030") + b"\xa6\xd9\xfe\x59\xa8\xbc\xa6\xd9")
    assert found.text == f"{SAMPLE}甲\ufe10\u9fb4\u1e3f\ufe10"
    assert found.mapped == "\ufe10\u9fb4\u1e3f"
    assert decode("甲乙丙丁\ue78d".encode()).text == "甲乙丙丁\ue78d"


def test_mapped_code_points_are_noted() -> None:
    page = SAMPLE.encode("gb18030") + b"\n\xa6\xd9\n"
    report = read_bytes(page, "report.txt")
    assert [note.text for note in report.notes if note.kind == "private"] == ["\ufe10"]
