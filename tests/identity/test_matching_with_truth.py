"""A simulated county whose truth is known is matched: what is joined by itself, what is proposed, what is wrong."""

from collections import Counter
from datetime import date

import numpy as np
import polars as pl
import pytest
from opencc import OpenCC
from rich.console import Console

from shouwang.landing.identities.ranking import merge_candidates, rank
from shouwang.people.identity_cells import VALUE, read_identity_cells
from shouwang.people.identity_numbers import check_character
from shouwang.people.matching import candidates_for
from shouwang.people.matching.model import model
from shouwang.people.matching.rule import certain_pairs
from shouwang.simulation.plan import Plan
from shouwang.simulation.population import populate, residents
from tests.identity.damages import KINDS
from tests.identity.hostile import hostile_records

COUNTY, MONTH, LAST_DAY = "411024", date(2022, 1, 1), date(2022, 1, 31)
DAMAGED_SHARE, MISSING_SHARE, VARIANT_SHARE = 0.03, 0.01, 0.05
OTHER_PHONE_SHARE, OTHER_VILLAGE_SHARE = 0.2, 0.02  # people change phones, and villages are written wrongly
DAMAGES = (
    *("stored as a number, as text",) * 4,
    *("shown as a power of ten", "slip of a digit", "two digits swapped", "cut off", "a digit lost", "a digit doubled"),
    *("masked", "placeholder"),
)
RARE = (
    "𬭎",
    "㳇",
    "\ue81e",
    "龴",
    "阿依·古丽",
    "买买提•热合曼",
)  # beyond the plane, Ext-A, private use and its pair, dots
FITTING = {
    "delivery_id": pl.Int64,
    "row_number": pl.Int64,
    "column_name": pl.String,
    "person_id": pl.Int64,
    "id_number": pl.String,
    "fit": pl.String,
    "is_weak": pl.Boolean,
}


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    """Twenty thousand people and more as the register has them; one name in a hundred has a rare character."""
    rng = np.random.default_rng(3)
    found = residents(populate(Plan(COUNTY, MONTH, MONTH, 8_000, 17)), LAST_DAY)
    rare = [RARE[int(place)] if draw < 0.01 else "" for place, draw in rng.random((found.height, 2)) * (len(RARE), 1)]
    names = [name[:2] + odd if odd else name for name, odd in zip(found["person_name"], rare, strict=True)]
    return found.with_columns(pl.Series("person_name", names), renumbered(rng, found)).unique(
        "id_number", keep="none", maintain_order=True
    )


def renumbered(rng: np.random.Generator, people: pl.DataFrame) -> pl.Series:
    """Identity numbers with sequences from all of a county's police stations, not from 1 on for each birthday."""
    stations = rng.integers(500, size=people.height) * 2
    first_17 = [
        f"{number[:14]}{station + int(number[16]) % 2:03d}"
        for number, station in zip(people["id_number"], stations, strict=True)
    ]
    return pl.Series("id_number", [first + check_character(first) for first in first_17])


def sent_by_a_department(people: pl.DataFrame) -> pl.DataFrame:
    """Everybody once, as a department with household numbers and phones writes them; ``truth`` beside it."""
    rng, written = np.random.default_rng(7), OpenCC("s2t")
    draws = rng.random((people.height, 3))
    rows = []
    for person, (fate, spelling, drift) in zip(people.iter_rows(named=True), draws, strict=True):
        number = str(person["id_number"])
        cell = number
        if fate < DAMAGED_SHARE:
            cell = str(KINDS[DAMAGES[int(rng.integers(len(DAMAGES)))]].damage(rng, number))
        elif fate < DAMAGED_SHARE + MISSING_SHARE:
            cell = ""
        name = person["person_name"]
        if spelling < VARIANT_SHARE:
            name = varied(name, written, int(rng.integers(3)))
        moved = {"phone": f"199{rng.integers(10**8):08d}"} if drift < OTHER_PHONE_SHARE else {}
        moved |= {"village_name": str(people["village_name"][0])} if drift > 1 - OTHER_VILLAGE_SHARE else {}
        rows.append({**person, **moved, "person_name": name, "number": cell or None, "truth": number})
    return pl.DataFrame(rows, schema_overrides={"number": pl.String}, infer_schema_length=None)


def varied(name: str, written: OpenCC, way: int) -> str:
    """Traditional, with another dot or blanks, or at the other code point."""
    if way == 0:
        return str(written.convert(name))
    if way == 1:
        return name.replace("·", "．").replace("•", "·").replace("", " ").strip()
    return name.replace("\ue81e", "龴") if "\ue81e" in name else name.replace("龴", "\ue81e")


def proposed_for(cells: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The candidates the queue would show of the cells: cell, id_number, candidate_rank, candidate_count."""
    scored = candidates_for(cells, people)
    keyed = scored.select(
        pl.lit(1, pl.Int64).alias("delivery_id"),
        pl.col("cell").alias("row_number"),
        pl.lit("id_number").alias("column_name"),
        people["id_number"].gather(scored["person"]).alias("id_number"),
        pl.col("person").alias("person_id"),
        *("score", "evidence"),
    )
    places = keyed.select("delivery_id", "row_number", "column_name").unique()
    signed = places.with_columns(pl.lit(0, pl.Int64).alias("signature"))
    return rank(merge_candidates(signed, pl.DataFrame(schema=FITTING), keyed), model()).rename({"row_number": "cell"})


@pytest.mark.requirement("WH-09")
@pytest.mark.parametrize("lacking", [(), ("phone", "household_number", "relation_code", "sex_code")])
def test_a_county_with_truth_is_matched(people: pl.DataFrame, lacking: tuple[str, ...]) -> None:
    """A list with all that may be compared, and one of names, numbers and villages alone."""
    assert people.height >= 20_000
    sent = sent_by_a_department(people).with_columns(pl.lit(None, pl.String).alias(name) for name in lacking)
    read = read_identity_cells(sent["number"].str.normalize("NFKC"), LAST_DAY)[VALUE]
    held = sent.filter(read.is_null())
    automatic = sent.filter(read.is_not_null()).with_columns(joined=read.drop_nulls())
    settled = certain_pairs(held, people)
    right = automatic.filter(pl.col("joined") == pl.col("truth")).height
    settled_right = (held["truth"].gather(settled["cell"]) == people["id_number"].gather(settled["person"])).sum()
    found = proposed_for(held, people)
    truth = pl.DataFrame({"cell": range(held.height), "truth": held["truth"]}, schema_overrides={"cell": pl.Int64})
    listed = found.join(truth, on="cell")
    hit = listed.filter(pl.col("id_number") == pl.col("truth"))
    one = listed.filter((pl.col("candidate_count") == 1) & (pl.col("candidate_rank") == 1))
    one_right = one.filter(pl.col("id_number") == pl.col("truth"))
    precision = (right + settled_right) / (automatic.height + settled.height)
    recall, held_recall = (right + hit["cell"].n_unique()) / sent.height, hit["cell"].n_unique() / held.height
    Console(width=120).print(
        f"without {lacking}: people {people.height}, records {sent.height}, held {held.height};"
        f" joined by number {automatic.height}, by the rule {settled.height}; precision {precision:.6f};"
        f" recall with proposals {recall:.5f};"
        f" of the held {held_recall:.4f}: {one.height} have one proposal, {one_right.height} of them right,"
        f" first of several {hit.filter(pl.col('candidate_rank') == 1).height - one_right.height}"
    )
    assert precision >= 0.9999
    assert recall >= 0.98
    assert held_recall >= (0.85 if lacking else 0.98)
    assert one_right.height / one.height >= 0.999
    assert bool(settled.height) != bool(lacking)


@pytest.mark.requirement("WH-09")
def test_the_rule_joins_nobody_falsely_in_ten_thousand_hostile_cases(people: pl.DataFrame) -> None:
    cases = list(hostile_records(people, 10_000))
    cells = pl.DataFrame([row for _, row, _ in cases], infer_schema_length=None)
    pairs = certain_pairs(cells, people)
    joined = Counter(cases[cell][0] for cell in pairs["cell"])
    wrong = [cases[cell][0] for cell, person in pairs.iter_rows() if cases[cell][2] != people["id_number"][person]]
    Console(width=120).print(f"hostile cases {len(cases)}, joined {pairs.height}: {dict(joined)}, wrong {len(wrong)}")
    assert wrong == []
    assert joined["the person"] > 500
    assert set(joined) == {"the person"}


def test_matching_twice_gives_the_same(people: pl.DataFrame) -> None:
    held = sent_by_a_department(people.head(2_000)).filter(pl.col("number") != pl.col("truth"))
    first = candidates_for(held, people)
    assert first.equals(candidates_for(held, people))
    assert first.height > 30
