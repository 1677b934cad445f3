"""What a gate found: one result per check, one verdict per delivery or build."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Gate = Literal["landing", "publication"]
Severity = Literal["critical", "warning", "info"]


@dataclass(frozen=True)
class CheckResult:
    """How one check came out.

    ``failing_count`` counts all failing rows, also those a check tolerates; it is 0 when the check is not met by the
    delivery or table as a whole (its columns, say). ``checked_count`` counts the rows that were looked at.
    """

    expectation: str
    severity: Severity
    because: str
    mender: str
    is_met: bool
    failing_count: int
    checked_count: int

    @property
    def stops_the_line(self) -> bool:
        """Whether this alone fails the gate."""
        return self.severity == "critical" and not self.is_met


@dataclass(frozen=True)
class GateVerdict:
    """The judgement of one delivery (``subject`` is its id) or one build (its build id)."""

    gate: Gate
    subject: str
    county_code: str
    month: date
    results: tuple[CheckResult, ...]

    @property
    def is_passed(self) -> bool:
        """No critical check failed."""
        return not any(result.stops_the_line for result in self.results)

    @property
    def message(self) -> str:
        """The verdict in Chinese: what failed, how many rows, who must mend it."""
        found = [result for result in self.results if not result.is_met and result.severity != "info"]
        stopping = [result for result in found if result.stops_the_line]
        if stopping:
            return f"{_CONSEQUENCE[self.gate]}{_sentences(stopping)}"
        passed = f"通过：{len(self.results)}项检查"
        return f"{passed}；有{len(found)}项提醒：{_sentences(found)}" if found else f"{passed}全部符合。"


_CONSEQUENCE: dict[Gate, str] = {
    "landing": "未通过，本文件暂不用于计算，整改后请重新报送：",
    "publication": "未通过，本月名单暂不下发，整改后重新计算：",
}


def _sentences(results: Sequence[CheckResult]) -> str:
    """Each concern once, with the extent of every check that serves it."""
    extents: dict[tuple[str, str], list[str]] = {}
    for result in results:
        extents.setdefault((result.because, result.mender), []).append(extent(result))
    said = (f"{because}（{'、'.join(found)}，请{mender}整改）" for (because, mender), found in extents.items())
    return "；".join(said) + "。"


def extent(result: CheckResult) -> str:
    """How much of the data a result speaks of, in Chinese."""
    if not result.failing_count:
        return "整份" if not result.is_met else "0行"
    return f"涉及{result.failing_count}行"
