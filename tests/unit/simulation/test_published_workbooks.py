"""The workbooks our publication writes are read, filled in and evaluated as townships and we do."""

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.identities import Identity
from shouwang.publication.outbox import deliver, digest
from shouwang.publication.referrals import Line, Referral
from shouwang.publication.township_sheet import Heading, write_township_sheet
from shouwang.publication.workbooks import write_workbook
from shouwang.simulation import evaluate, fill_in_feedback
from shouwang.simulation.truth import Fact

from .conftest import COUNTY, FEBRUARY, JANUARY, Simulated

PSEUDONYMS = Pseudonyms("07" * 32)


def published(outbox: Path, facts: list[Fact]) -> None:
    """Revision 1 of January: every township's list of the covered households, by the publication's own writer."""
    files, entries = {}, []
    for township in sorted({fact.township_code for fact in facts}):
        listed = [fact for fact in facts if fact.township_code == township]
        content = workbook(township, listed)
        files[f"{township}.xlsx"] = content
        entries.append({"addressee": township, "file_name": f"{township}.xlsx", "sha256": digest(content)})
    deliver(outbox / COUNTY / "2022-01" / "01", files, {"files": entries})


def workbook(township: str, facts: list[Fact]) -> bytes:
    heads = {PSEUDONYMS.person_id(fact.head_id_number): fact for fact in facts}
    lines = [
        Line(
            Referral(
                township_code=township,
                list_position=place,
                village_code=fact.village_code,
                household_id=PSEUDONYMS.household_id(COUNTY, fact.household_number),
                head_person_id=head,
                member_count=3,
                priority_label=None,
                risk_labels="危房",
                reason_text="住房列入危房改造",
                subject_person_ids=(head,),
                first_known_month=JANUARY,
                previous_status_label=None,
                previous_check_date=None,
            ),
            None,
        )
        for place, (head, fact) in enumerate(heads.items(), start=1)
    ]
    identities = {head: Identity("某某", fact.head_id_number, "", "head") for head, fact in heads.items()}
    heading = Heading(COUNTY, township, JANUARY, 1, "鄢巩固脱贫组办〔2022〕3号")
    return write_workbook([write_township_sheet(heading, lines, identities, {}, PSEUDONYMS)], datetime(2022, 2, 1))  # noqa: DTZ001 - the format knows no zone


def test_published_workbooks_are_evaluated_and_filled_in(county: Simulated, tmp_path: Path) -> None:
    covered = [fact for fact in county.facts(JANUARY) if fact.is_covered == "true"]
    published(tmp_path / "outbox", covered)
    found = evaluate(county.truth, tmp_path / "outbox", COUNTY, [JANUARY])
    assert (found.recall, found.precision, found.missing) == (1, 1, ())
    assert found.expected_count == len({fact.household_number for fact in covered}) > 0
    copies = fill_in_feedback(tmp_path / "outbox" / COUNTY / "2022-01", county.truth, tmp_path / "inbox", FEBRUARY, 3)
    assert [copy.name for copy in copies] == [f"{code}.xlsx" for code in sorted({f.township_code for f in covered})]
    days = [day for copy in copies for day in answer_days(copy)]
    assert days
    assert {day.replace(day=1) for day in days} == {FEBRUARY}


def answer_days(copy: Path) -> list[date]:
    lines = list(load_workbook(copy).worksheets[0].iter_rows(values_only=True))
    header = next(line for line in lines if "核查日期" in line)
    cells = [line[header.index("核查日期")] for line in lines[lines.index(header) + 1 :]]
    return [cell.date() for cell in cells if isinstance(cell, datetime)]
