"""What is filed with departments: at first everything, later what differs, and the sheets add up."""

from datetime import date
from decimal import Decimal

from shouwang.publication.filing_sheets import write_filing
from shouwang.publication.filings import FiledRecord, Filing, Reconciliation, new_filings
from shouwang.publication.identities import Identity
from tests.unit.publication.versions import version_of

RECORD = FiledRecord(
    township_code="411024100",
    village_code="411024100001",
    household_id=1,
    head_person_id=11,
    person_id=12,
    rule_code="medical_self_paid_over",
    risk_label="医疗救助后自费超限",
    event_date=date(2022, 1, 8),
    value_amount=Decimal("12345.60"),
    file_name="医疗.csv",
    row_number=4,
)
COUNTED = Reconciliation("自费名单", 5, 1, 1, 1, 1, 1)
NOTHING = Reconciliation("自费名单", 0, 0, 0, 0, 0, 0)


def filing(code: str = "medical_insurance", records: tuple[FiledRecord, ...] = (RECORD,)) -> Filing:
    return Filing(code, "医疗保障局", records, (COUNTED if records else NOTHING,))


def test_at_first_everything_that_was_received_is_filed() -> None:
    silent = filing("water", ())
    only_held = Filing("housing", "住建局", (), (Reconciliation("危房名单", 1, 0, 0, 0, 0, 1),))
    found = new_filings(None, {"housing": only_held, "medical_insurance": filing(), "water": silent})
    assert found == [only_held, filing()]


def test_later_only_what_differs_is_filed_and_what_was_taken_back_too() -> None:
    more = filing(records=(RECORD, RECORD._replace(household_id=2)))
    before = {"medical_insurance": filing(), "water": filing("water", ())}
    assert new_filings(before, before) == []
    assert new_filings(before, {**before, "medical_insurance": more}) == [more]
    emptied = filing(records=())
    assert new_filings(before, {**before, "medical_insurance": emptied}) == [emptied]


def test_two_records_of_a_household_under_a_rule_are_one_risk() -> None:
    both = filing(records=(RECORD, RECORD._replace(row_number=5), RECORD._replace(rule_code="major_illness_found")))
    assert both.risk_count == 2


def test_the_sheets_name_people_places_files_and_the_list() -> None:
    identities = {
        11: Identity("柳成荫", "110101195001010011", "", "head"),
        12: Identity("花解语", "110101195201010022", "", "spouse"),
    }
    records, reconciled = write_filing(filing(), version_of(date(2022, 1, 1)), 1, "〔2022〕3号", identities)
    assert records.rows[0].cells[1:] == (
        *("安陵镇", "西街居委会", "柳成荫", "花解语（配偶）", "医疗救助后自费超限", "2022年1月8日", "12,345.60"),
        *("医疗.csv", 4, "411024100-202201"),
    )
    assert [row.cells[2:] for row in reconciled.rows] == [(5, 1, 1, 1, 1, 1, "相符")] * 2
    off = filing()._replace(reconciliations=(COUNTED._replace(received=7),))
    assert write_filing(off, version_of(date(2022, 1, 1)), 1, "〔2022〕3号", {})[1].rows[0].cells[-1] == "相差2"
