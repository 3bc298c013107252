import pytest

from convert.recover.numbers import chinese, read, rising


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("二十一", 21),
        ("一百零三", 103),
        ("一二", 0),
        ("", 0),
    ],
)
def test_chinese_numerals(written: str, value: int) -> None:
    assert chinese(written) == value


@pytest.mark.parametrize(
    ("text", "style", "values"),
    [
        ("15G基站", "plain", [1, 15]),
        ("32020年", "plain", [3, 32, 320, 3202]),
        ("7加快", "plain", [7]),
        ("012加快", "plain", []),
        ("012加快", "three digits", [12]),
        ("3.加快", "dotted", [3]),
        ("3.5亿元", "dotted", []),
        ("(3)加快", "bracketed", [3]),
        ("（3）加快", "bracketed", [3]),
        ("3）加快", "dotted", [3]),
        ("（三）加快", "chinese bracketed", [3]),
        ("十一五规划", "chinese", [10, 11]),
        ("二、加快", "chinese", []),
        ("二、加快", "chinese dotted", [2]),
        ("③加快", "circled", [3]),
        ("B-4加快", "coded", [104]),
        ("c12加快", "coded", [201, 212]),
        ("GZ-4加快", "coded", [4]),
    ],
)
def test_every_way_to_read_a_number_is_kept(text: str, style: str, values: list[int]) -> None:
    assert [number.value for number in read(text, 0, style, len(text))] == values


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["1加快", "2推进", "35G基站", "4完善"], [1, 2, 3, 4]),
        (["8甲", "92020年乙", "10丙"], [8, 9, 10]),
        (["1甲", "2乙", "2.建成", "3丙"], [1, 2, None, 3]),
        (["3甲", "15G乙", "22丙"], [3, 15, 22]),
        (["甲乙", "丙丁"], [None, None]),
    ],
)
def test_a_column_of_numbers_rises(column: list[str], values: list[int | None]) -> None:
    places = [list(read(text, 0, "plain", len(text))) for text in column]
    assert [number.value if number else None for number in rising(places).chosen] == values
