"""A good delivery of every feed, and for every check one that breaks just that."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.divisions import children
from shouwang.feeds import Column, Feed, feeds
from shouwang.gates import LandedDelivery
from shouwang.warehouse.landing_tables import landed_columns
from tests.landed_rows import insert_row

COUNTY = "411024"
TOWNSHIP = children(COUNTY)[0].code
VILLAGE, OTHER_VILLAGE = (village.code for village in children(TOWNSHIP)[:2])
MONTH = date(2022, 1, 1)
ROW_COUNT = 20
Row = dict[str, Any]

BY_TYPE: Mapping[str, Any] = {"text": "某项", "amount": 100, "count": 1, "date": date(2022, 1, 15), "month": MONTH}
BY_COLUMN: Mapping[str, Any] = {
    "birth_month": date(1985, 5, 1),
    "head_birth_month": date(1985, 5, 1),
    "village_code": VILLAGE,
    "township_code": TOWNSHIP,
    "referral_month": MONTH,
    "referral_revision": 1,
    "medical_total_amount": 20_000,
    "self_paid_amount": 12_000,
    "disability_grade_code": "grade_1",
}
PUPIL: Row = {"birth_month": date(2012, 5, 1)}
BY_FEED: Mapping[str, Row] = {
    "education_dropouts": PUPIL,
    "education_term_dropouts": PUPIL,
    "education_dropout_control": PUPIL,
    "grid_staff": {"duty_started_date": date(2022, 1, 1)},
    "education_school_expenses": {"living_amount": 500, "net_school_expense_amount": 200},
}

# Check name to what its first row says instead. The others break by their form: see ``spoil``.
BROKEN_VALUES: Mapping[str, Row] = {
    "absent_since_date_plausible": {"absent_since_date": date(2022, 2, 1)},
    "approved_date_plausible": {"approved_date": date(2022, 2, 1)},
    "relief_date_plausible": {"relief_date": date(2022, 2, 1)},
    "certified_date_plausible": {"certified_date": date(2021, 6, 30)},
    "left_school_date_plausible": {"left_school_date": date(2022, 2, 1)},
    "post_cancelled_date_plausible": {"post_cancelled_date": date(2021, 9, 30)},
    "event_date_plausible": {"event_date": date(2022, 2, 1), "reported_date": date(2022, 2, 1)},
    "reported_date_plausible": {"reported_date": date(2022, 2, 1)},
    "event_before_report": {"event_date": date(2022, 1, 11), "reported_date": date(2022, 1, 10)},
    "found_date_plausible": {"found_date": date(2022, 2, 1)},
    "sample_month_past": {"sample_month": date(2022, 2, 1)},
    "settled_date_plausible": {"settled_date": date(2022, 2, 1)},
    "appraised_date_plausible": {"appraised_date": date(2020, 12, 31)},
    "diagnosed_date_plausible": {"diagnosed_date": date(2022, 2, 1)},
    "loss_date_plausible": {"loss_date": date(2022, 2, 1)},
    "accident_date_plausible": {"accident_date": date(2021, 9, 30)},
    "birth_month_plausible": {"birth_month": date(2022, 2, 1)},
    "monthly_benefit_amount_plausible": {"monthly_benefit_amount": 0},
    "relief_amount_plausible": {"relief_amount": 100_001},
    "self_paid_amount_plausible": {"self_paid_amount": 500_001, "medical_total_amount": 600_000},
    "medical_total_amount_plausible": {"medical_total_amount": 3_000_001},
    "self_paid_within_total": {"self_paid_amount": 20_001},
    "funds_within_total": {"pooled_fund_amount": 19_900, "medical_relief_amount": 101},
    "application_date_plausible": {"application_date": date(2019, 12, 31)},
    "case_date_plausible": {"case_date": date(2020, 12, 31)},
    "compared_date_plausible": {"compared_date": date(2022, 2, 1)},
    "death_date_plausible": {"death_date": date(2022, 2, 1)},
    "decided_date_plausible": {"decided_date": date(2022, 2, 1)},
    "decided_after_application": {"application_date": date(2022, 1, 16)},
    "left_date_plausible": {"left_date": date(2022, 2, 1)},
    "measure_started_date_plausible": {"measure_started_date": date(2022, 2, 1)},
    "paid_date_plausible": {"paid_date": date(2022, 2, 1)},
    "paid_month_past": {"paid_month": date(2022, 2, 1)},
    "petition_date_plausible": {"petition_date": date(2022, 2, 1)},
    "step_date_plausible": {"step_date": date(2022, 2, 1)},
    "visit_date_plausible": {"visit_date": date(2022, 2, 1)},
    "asset_value_amount_plausible": {"asset_value_amount": -1},
    "income_per_person_amount_plausible": {"income_per_person_amount": 500_001},
    "measure_amount_plausible": {"measure_amount": -1},
    "net_income_amount_plausible": {"net_income_amount": 5_000_001},
    "out_of_pocket_amount_plausible": {"out_of_pocket_amount": 500_001, "medical_total_amount": 600_000},
    "out_of_pocket_within_total": {"out_of_pocket_amount": 20_001},
    "paid_amount_plausible": {"paid_amount": 0},
    "net_as_reckoned": {"net_school_expense_amount": 201},
    "push_fits_grade": {"disability_push_code": "severe", "disability_grade_code": "grade_3"},
    **{
        f"{name}_amount_plausible": {f"{name}_amount": 100_001}
        for name in ("tuition", "lodging", "living", "award", "loan", "aid", "subsidy", "waiver", "net_school_expense")
    },
    "loss_amount_plausible": {"loss_amount": 5_000_001},
    "illness_name_length": {"illness_name": "患者自述" * 11},
    "grade_severe": {"disability_grade_code": "grade_3", "disability_kind_code": "visual"},
    "age_of_schooling": {"birth_month": date(2001, 5, 1)},
    "age_of_work": {"birth_month": date(2010, 5, 1)},
    "referral_month_past": {"referral_month": date(2022, 2, 1), "check_date": date(2022, 2, 5)},
    "check_result_dated": {"check_date": None},
    "check_date_plausible": {"check_date": date(2022, 3, 1)},
    "one_head": {"relation_code": "son"},
    "one_head_mostly": {"relation_code": "spouse"},
    "one_village": {"village_code": OTHER_VILLAGE},
    "duty_ends_after_start": {"duty_started_date": date(2022, 1, 15)},
    "couple_of_two_sexes": {"sex_code": "female"},
}


def example_delivery(feed: str, delivery_id: int, rows: list[Row]) -> LandedDelivery:
    """The ledger's view of rows that were landed."""
    accepted = sum(row["is_accepted"] for row in rows)
    counts = (len(rows), accepted, len(rows) - accepted)
    return LandedDelivery(delivery_id, COUNTY, MONTH, feed, "landed", f"{feed}.csv", *counts)


def good_rows(feed_name: str) -> list[Row]:
    """Rows that meet every check of the feed."""
    return [_good_row(feeds()[feed_name], number) for number in range(1, ROW_COUNT + 1)]


def _good_row(feed: Feed, number: int) -> Row:
    row: Row = {"row_number": number, "is_accepted": True}
    for name, sql_type, source in landed_columns(feed):
        row[name] = _good_value(name, sql_type, feed.column(source), number)
    if feed.feed == "household_register":  # households of two: 1 and 2, 3 and 4 …
        is_head = number % 2 == 1
        row |= {"household_id": (number + 1) // 2, "relation_code": "head" if is_head else "spouse"}
        row["sex_code"] = "male" if is_head else "female"
    return row | BY_FEED.get(feed.feed, {})


def _good_value(name: str, sql_type: str, column: Column, number: int) -> Any:
    if name in BY_COLUMN:
        return BY_COLUMN[name]
    if column.codes:
        return min(column.codes.values())
    if sql_type == "bigint":
        return number
    return f"{number}号" if column.name.endswith("_number") else BY_TYPE[column.type]


def spoil(check: str, rows: list[Row]) -> list[Row]:
    """The same rows with just what ``check`` looks at broken; KeyError when there is no bad example for it."""
    rows = deepcopy(rows)
    if check in BROKEN_VALUES:
        rows[0] |= BROKEN_VALUES[check]
    elif check == "not_empty":
        return []
    elif check == "household_size":
        rows = [row | {"household_id": 1} for row in rows]
    elif check == "key_unique":
        rows[1] = rows[0] | {"row_number": 2}
    elif check in {"held_share_bearable", "held_share_usual"}:
        held = 11 if check == "held_share_bearable" else 3
        rows = [row | {"is_accepted": row["row_number"] > held} for row in rows]
    elif check.removesuffix("_given") in rows[0]:
        rows[0][check.removesuffix("_given")] = None
    elif check.removesuffix("_known") in rows[0]:
        rows[0][check.removesuffix("_known")] = "unheard_of"
    else:
        raise KeyError(f"no bad example for {check}")
    return rows


def insert_rows(cursor: Cursor, feed: str, delivery_id: int, rows: list[Row]) -> None:
    """Land rows as reading would."""
    for row in rows:
        insert_row(cursor, feed, delivery_id, row)
