"""The crosswalk of relations: every word of the national system and every two digits of GB/T 4761-2008 (4.2)."""

from typing import Any

import polars as pl
import pytest
import yaml

from shouwang.feeds import feed
from shouwang.feeds.declarations import HERE, vocabulary
from shouwang.landing.values.canonical import Context
from shouwang.landing.values.cleaning import clean_column
from shouwang.months import parse_month

NATIONAL = [
    "户主",
    "配偶",
    "之子",
    "之女",
    "之儿媳",
    "之女婿",
    "之孙子",
    "之孙女",
    "之外孙子",
    "之外孙女",
    "之父",
    "之母",
    "之岳父",
    "之岳母",
    "之公公",
    "之婆婆",
    "之祖父",
    "之祖母",
    "之兄弟姐妹",
    "之兄弟媳妇",
    "之叔伯",
    "之侄儿",
    "之侄女",
    "其他",
]
STANDARD = ["01", "02", *(f"{tens}{ones}" for tens in "23456789" for ones in range(10)), "10", "11", "12"]
RELATION = feed("household_register").column("relation_code")
CONTEXT = Context(parse_month("2022-01"), frozenset(), "key".__eq__, ("id_number",))


def read(*cells: str) -> list[str | None]:
    return list(clean_column(RELATION, pl.Series(cells, dtype=pl.String), CONTEXT).values)


def test_every_word_of_the_national_system_is_its_own_relation() -> None:
    assert len(set(read(*NATIONAL))) == len(NATIONAL) == 24
    assert [RELATION.label_of[str(code)] for code in read(*NATIONAL)] == NATIONAL


def test_every_code_of_the_standard_is_understood() -> None:
    assert [code for code, value in zip(STANDARD, read(*STANDARD), strict=True) if value is None] == []


@pytest.mark.parametrize(
    ("cells", "relation"),
    [
        (("01", "02", "户主", "本人", "户主 "), "head"),
        (("10", "11", "12", "妻子", "丈夫", "配 偶"), "spouse"),
        (("22", "27", "长子", "养子"), "son"),
        (("28", "之女婿"), "son_in_law"),
        (("38", "儿媳"), "daughter_in_law"),
        (("45", "孙媳"), "granddaughter_in_law"),
        (("53", "公公"), "father_in_law_of_wife"),
        (("55", "岳父"), "father_in_law_of_husband"),
        (("47", "重孙子"), "great_grandson"),
        (("63", "姥爷"), "maternal_grandfather"),
        (("76", "妹夫"), "brother_in_law"),
        (("95", "外甥"), "nephew_by_sister"),
        (("99", "98", "非亲属"), "non_kin"),
    ],
)
def test_word_and_code_of_one_relation_meet(cells: tuple[str, ...], relation: str) -> None:
    assert set(read(*cells)) == {relation}


@pytest.mark.parametrize("cell", ["1", "2", "5", "2.0", "13", "100", "户"])
def test_what_could_be_two_relations_is_held(cell: str) -> None:
    assert read(cell) == [None]


def test_no_word_is_written_twice() -> None:
    text = (HERE / "columns.yml").read_text(encoding="utf-8")
    document: Any = yaml.compose(text)
    columns = {key.value: dict(value.value) for key, value in document.value}
    codes = next(value for key, value in columns["relation_code"].items() if key.value == "codes")
    words = [key.value for key, _ in codes.value]
    assert len(words) == len(set(words)) == len(vocabulary()["relation_code"]["codes"])
