"""A form is checked before it is sent without database or key: all but its seals is told."""

from pathlib import Path

import pytest

from shouwang.landing import check
from tests.forms.copies import COUNTY, MONTH, ROWS, Leaves
from tests.forms.specimens import ZOO, returned


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("filled_as_it_should_be", (ROWS, [], 0)),
        ("two_rows_left_open", (4, [], 2)),
        ("a_choice_of_another_form", (5, ["form_choice_not_offered"], 0)),
        ("a_row_added_at_the_end", (ROWS, ["form_row_added"], 0)),
        ("a_row_copied_with_another_day", (5, ["form_answers_conflict"] * 2, 0)),
        ("a_name_typed_over", (ROWS, [], 0)),  # only the seal would tell, and the key is not at hand
    ],
)
def test_what_shows_without_a_key_is_told(tmp_path: Path, name: str, told: tuple[int, list[str], int]) -> None:
    specimen = ZOO[name]
    path = specimen.save(returned(specimen, Leaves(specimen.form, 1)), tmp_path)
    report = check(path, COUNTY, month=MONTH)
    reasons = [problem.reason_code for problem in report.problems]
    assert (report.rows_accepted, reasons, report.dropped.get("unanswered", 0)) == told
    assert report.rows_found == report.rows_accepted + report.rows_held + report.rows_dropped
