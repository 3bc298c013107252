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
