"""Names, readable digits and candidates as matching compares them."""

import polars as pl
import pytest

from shouwang.landing.identities.ranking import rank
from shouwang.people.matching import candidates_for
from shouwang.people.matching.model import Model, model
from shouwang.people.matching.names import plain_names, sounds
from shouwang.people.matching.numbers import readable

FIELDS = ("person_name", "village_name", "phone", "household_number", "sex_code", "relation_code")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("張偉", "张伟"),
        ("阿依•古丽", "阿依·古 丽"),
        ("王\ue81e", "王\u9fb4"),
        ("李\ue816", "李\U00020087"),
        ("鍾强", "钟强"),
        ("ｍａｒｙ", "Mary"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    first, second = plain_names(pl.Series([one, other]))
    assert first == second


def test_other_names_stay_others() -> None:
    found = plain_names(pl.Series(["张伟", "张玮", "王𬭎", "王宏", None, " "]))
    assert found.n_unique() == 5
    assert found.to_list()[4:] == [None, None]
    assert sounds(found).to_list()[:2] == ["zhang wei", "zhang wei"]


@pytest.mark.parametrize(
    ("text", "pattern", "typed"),
    [
        ("411024198001010000", "411024198001010%", None),
        ("4.11024198001010E+17", "411024198001010%", None),
        ("4.11024E+17", "411024%", None),
        ("411024********0118", "411024________0118", None),
        ("4110241980010101", "4110241980010101%", "4110241980010101"),
        ("411024800101011", "411024__800101011_", None),
        ("411024198001010118", None, "411024198001010118"),
        ("41102419800101011X", None, "41102419800101011X"),
        ("999999198001010118", None, None),
        ("无", None, None),
        (None, None, None),
    ],
)
def test_what_can_be_read_of_a_number(text: str | None, pattern: str | None, typed: str | None) -> None:
    found = readable(pl.Series([text], dtype=pl.String))
    assert (found["pattern"].item(), found["typed"].item()) == (pattern, typed)


def people(*rows: tuple[str | None, ...], number: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys((number, *FIELDS), pl.String), orient="row")


def test_a_candidate_comes_with_what_speaks_for_and_against_it() -> None:
    register = people(
        ("411024198001010118", "张伟", "张庄村", "13800000001", "H1", "male", "head"),
        *((f"41102419700101{n:04d}", f"众人{n}", "别村", None, f"Z{n}", "male", "head") for n in range(500)),
        number="id_number",
    )
    sent = people((None, "張瑋", "张庄", "13800000001", "H2", "male", None), number="number")
    (found,) = candidates_for(sent, register).to_dicts()
    assert (found["cell"], found["person"]) == (0, 0)
    assert [part.split("（")[0] for part in found["evidence"].split("；")] == [
        *("姓名同音", "村相同", "电话相同", "户编号不同", "性别相同")
    ]
    assert "户编号不同（-" in found["evidence"]


def test_nobody_is_a_candidate_whose_name_is_another() -> None:
    register = people(("411024198001010118", "张伟", "张庄村", "138", "H1", "male", "head"), number="id_number")
    sent = people(("411024198001010000", "李四", "张庄村", "138", "H1", "male", "head"), number="number")
    assert candidates_for(sent, register).is_empty()


def ranked(*scores: float | None, fits: int = 0) -> list[tuple[int, int]]:
    """Rank and count of candidates of one cell, the first ``fits`` of whom can only be meant."""
    made: Model = model()
    frame = pl.DataFrame(
        [(1, 1, "id_number", n, "fit" if n < fits else None, score) for n, score in enumerate(scores)],
        schema={
            "delivery_id": pl.Int64,
            "row_number": pl.Int64,
            "column_name": pl.String,
            "person_id": pl.Int64,
            "fit": pl.String,
            "score": pl.Float64,
        },
        orient="row",
    )
    return list(rank(frame, made).select("person_id", "candidate_count").iter_rows())


def test_one_is_proposed_only_when_clear_of_the_next() -> None:
    assert ranked(12.0, 6.0) == [(0, 1), (1, 1)]
    assert ranked(9.0, 12.0) == [(1, 2), (0, 2)]
    assert ranked(4.0) == []
    assert ranked(None, 20.0, fits=1) == [(0, 1), (1, 1)]
    assert ranked(3.0, 20.0, 1.0, fits=2) == [(1, 2), (0, 2)]
