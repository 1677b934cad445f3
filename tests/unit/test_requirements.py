"""The report of mission rows fails when a row is called done and nothing holds it."""

from shouwang.requirements import collect_tests, problems, read_rows

ROWS = {"YL-01": {"state": "done", "demand": "…"}, "YL-02": {"state": "open", "demand": "…"}}


def test_a_done_row_without_a_test_is_a_problem() -> None:
    assert problems(ROWS, {}) == ["YL-01 is called done and no test names it"]


def test_a_test_that_names_no_row_is_a_problem() -> None:
    assert problems(ROWS, {"YL-01": ["a"], "ZZ-99": ["b"]}) == ["ZZ-99 is named by b and is no row"]


def test_the_rows_and_the_tests_of_this_project_hold_together() -> None:
    assert problems(read_rows(), collect_tests()) == []


def test_every_row_of_the_five_documents_and_the_warehouse_is_there() -> None:
    found = {
        prefix: sum(row.startswith(prefix) for row in read_rows()) for prefix in ("LA", "LS", "QD", "LF", "YL", "WH")
    }
    assert found == {"LA": 11, "LS": 16, "QD": 11, "LF": 9, "YL": 10, "WH": 10}
