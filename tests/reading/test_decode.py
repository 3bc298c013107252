import pytest

from convert.errors import DecodeError
from convert.reading.decode import decode
from tests.conftest import SAMPLES

SAMPLE = (SAMPLES / "report.txt").read_text(encoding="utf-8")
TRADITIONAL = "本縣各鄉鎮農田水利設施維護工程，已於本年度第三季完成發包，預計年底前全數竣工。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_sample_is_read_in_every_encoding_it_may_come_in(encoding: str) -> None:
    found = decode(SAMPLE.encode(encoding))
    assert found.text == SAMPLE
    assert found.encoding == encoding


@pytest.mark.parametrize("length", [20, 40, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_piece_of_the_sample_is_told_by_plausibility(encoding: str, length: int) -> None:
    bare = "".join(SAMPLE.split())
    for start in range(0, len(bare) - length, 97):
        piece = bare[start : start + length]
        assert decode(piece.encode(encoding)).text == piece


def test_big5_is_not_taken_for_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5")).encoding == "big5"


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
