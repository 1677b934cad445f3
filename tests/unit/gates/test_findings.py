"""How failing rows are named in the report."""

from shouwang.gates.findings import name_file_rows


def test_rows_are_named_by_their_numbers_in_the_file() -> None:
    assert name_file_rows(["77:3", "77:12"], 2) == "第3、12行"


def test_what_is_not_shown_is_counted() -> None:
    assert name_file_rows(["77:3", "77:12"], 31) == "第3、12行等31行"


def test_nothing_is_said_of_no_rows() -> None:
    assert name_file_rows([], 0) == ""
