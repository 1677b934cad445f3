"""What a verdict says."""

from datetime import date

from shouwang.gates import CheckResult, GateVerdict
from shouwang.gates.verdicts import Severity


def result(severity: Severity, failing_count: int | None = None) -> CheckResult:
    is_met = failing_count is None
    return CheckResult("a_check", severity, "户主应为一人", "残联", is_met, failing_count or 0, 9)


def verdict(*results: CheckResult) -> GateVerdict:
    return GateVerdict("landing", "1", "411024", date(2022, 1, 1), results)


def test_only_a_critical_check_stops_the_line() -> None:
    assert verdict(result("critical"), result("warning", 3), result("info", 2)).is_passed
    assert not verdict(result("critical", 1), result("warning")).is_passed


def test_a_stopped_delivery_is_told_what_and_how_much_and_by_whom() -> None:
    message = verdict(result("critical", 3), result("warning", 4)).message
    assert message == "未通过，本文件暂不用于计算，整改后请重新报送：户主应为一人（涉及3行，请残联整改）。"


def test_what_fails_as_a_whole_is_said_of_the_whole() -> None:
    assert "（整份，请残联整改）" in verdict(result("critical", 0)).message


def test_a_passed_delivery_is_reminded_of_warnings_and_not_of_information() -> None:
    assert verdict(result("warning", 4), result("info", 2)).message == (
        "通过：2项检查；有1项提醒：户主应为一人（涉及4行，请残联整改）。"
    )
    assert verdict(result("critical"), result("info", 2)).message == "通过：2项检查全部符合。"


def test_checks_of_one_concern_are_told_once() -> None:
    message = verdict(result("critical", 3), result("critical", 5)).message
    assert message == "未通过，本文件暂不用于计算，整改后请重新报送：户主应为一人（涉及3行、涉及5行，请残联整改）。"
