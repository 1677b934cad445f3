"""Ten thousand damaged identity cells: nobody is taken for another, and Excel's victims are proposed to a person."""

import os
from collections.abc import Iterator

import polars as pl
import pytest
from rich.console import Console
from rich.table import Table

from shouwang.gates import judge_deliveries
from shouwang.landing import collect, land
from shouwang.landing.identities.proposals import propose_month
from shouwang.people.pseudonym_columns import PseudonymColumns
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.identity.damages import KINDS, RUINED
from tests.identity.planting import plant, write_files
from tests.identity.register import COUNTY, MONTH, register_people, write_register

WANTED_SHARE = 0.95
FOUND = """
select
    settled.settlement_number as number, settled.is_accepted, settled.person_id,
    queued.reason_code as queued_reason, queued.candidate_count, queued.proposed_person_id, queued.proposed_id_number,
    queued.evidence
from landing.medical_insurance_settlements as settled
left join vault.identity_proposals as queued
    on settled.delivery_id = queued.delivery_id and settled.row_number = queued.row_number
"""


@pytest.fixture(scope="module")
def found(make_warehouse: MakeWarehouse) -> pl.DataFrame:
    """Every planted case with what became of it."""
    settings = make_warehouse()
    people = register_people()
    planted = plant(people)
    inbox = settings.inbox / COUNTY / f"{MONTH:%Y-%m}"
    inbox.mkdir(parents=True)
    for minute, path in enumerate([write_register(people, inbox), *write_files(planted, inbox)]):
        os.utime(path, (1_644_300_000 + 60 * minute,) * 2)
    deliveries = [land(settings, delivery.delivery_id) for delivery in collect(settings, COUNTY, MONTH)]
    judge_deliveries(settings, [d.delivery_id for d in deliveries if d.feed == "household_register"])
    propose_month(settings, COUNTY, MONTH)
    pseudonyms = PseudonymColumns(settings.secret("pseudonym_key"))
    truth = planted.with_columns(truth_id=pseudonyms.person_ids(planted["truth"])).drop("cell")
    return truth.join(_landed(settings), on="number", how="left", validate="1:1")


def _landed(settings: Settings) -> pl.DataFrame:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(FOUND)
        names = [column.name for column in cursor.description or ()]
        return pl.DataFrame(cursor.fetchall(), schema=names, orient="row", infer_schema_length=None)


def of(found: pl.DataFrame, *outcomes: str) -> pl.DataFrame:
    """The cases of the kinds with one of the outcomes."""
    return found.filter(pl.col("kind").is_in([name for name, kind in KINDS.items() if kind.outcome in outcomes]))


def is_identifier() -> pl.Expr:
    return pl.col("kind") == "other identifier"


def test_ten_thousand_cells_are_planted(found: pl.DataFrame) -> None:
    assert found.height >= 10_000
    assert found["is_accepted"].null_count() == 0


def test_nobody_is_taken_for_another(found: pl.DataFrame) -> None:
    linked = found.filter(pl.col("person_id").is_not_null() & ~is_identifier())
    wrong = linked.filter(pl.col("person_id") != pl.col("truth_id"))
    assert wrong.select("kind", "number").rows() == []
    assert linked.height > 3000


def test_what_can_be_read_is_read_and_all_else_held(found: pl.DataFrame) -> None:
    assert of(found, "reads").filter(~pl.col("is_accepted"))["kind"].to_list() == []
    assert of(found, "held").filter(pl.col("is_accepted") | pl.col("person_id").is_not_null())["kind"].to_list() == []
    assert of(found, "may_read").select(pl.col("is_accepted").mean()).item() > WANTED_SHARE


def test_other_identifiers_are_people_the_register_does_not_know(found: pl.DataFrame) -> None:
    others = found.filter(is_identifier())
    assert not others["person_id"].is_in(found.filter(~is_identifier())["truth_id"].implode()).any()


def test_every_held_cell_is_queued(found: pl.DataFrame) -> None:
    held = found.filter(~pl.col("is_accepted"))
    assert held.filter(pl.col("candidate_count").is_null())["kind"].to_list() == []


def test_a_proposal_is_the_person_it_was(found: pl.DataFrame) -> None:
    proposed = found.filter(pl.col("proposed_person_id").is_not_null())
    wrong = proposed.filter(pl.col("proposed_person_id") != pl.col("truth_id"))
    assert wrong.select("kind", "number", "is_known").rows() == []
    assert (proposed["proposed_id_number"] == proposed["truth"]).all()


@pytest.mark.requirement("WH-09")
def test_nearly_everybody_excel_ruined_has_one_proposal(found: pl.DataFrame) -> None:
    ruined = found.filter(pl.col("kind").is_in(RUINED) & pl.col("is_known"))
    share = ruined.select((pl.col("proposed_person_id") == pl.col("truth_id")).fill_null(value=False).mean()).item()
    show(found)
    assert share >= WANTED_SHARE
    assert ruined.height > 2500


def test_a_number_beside_another_name_is_doubted(found: pl.DataFrame) -> None:
    others = found.filter(pl.col("kind") == "somebody else's number")
    assert set(others["queued_reason"]) == {"name_differs"}
    assert others["is_accepted"].all()
    sound = of(found, "reads").filter(pl.col("queued_reason").is_not_null() & pl.col("is_known"))
    assert sound["kind"].to_list() == []


def show(found: pl.DataFrame) -> None:
    """The table of what became of every kind, for whoever runs the test with ``-s``."""
    drawn = Table("kind", "planted", "accepted", "held", "one proposal, right", "several", "none", "wrong")
    for (kind,), rows in sorted(found.group_by("kind"), key=lambda group: str(group[0])):
        drawn.add_row(str(kind), *(str(count) for count in _counts(rows)))
    Console(width=120).print(drawn)


def _counts(rows: pl.DataFrame) -> Iterator[int]:
    proposed, truth = pl.col("proposed_person_id"), pl.col("truth_id")
    yield rows.height
    yield int(rows["is_accepted"].sum())
    yield rows.height - int(rows["is_accepted"].sum())
    yield rows.filter(proposed == truth).height
    yield rows.filter(pl.col("candidate_count") > 1).height
    yield rows.filter((pl.col("candidate_count") == 0) & ~pl.col("is_accepted")).height
    yield rows.filter(proposed != truth).height
