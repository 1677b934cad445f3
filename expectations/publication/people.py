"""People: pseudonymous, each once, with a sex and a month of birth that can be true."""

from datetime import date

from shouwang.gates.checks import GateSuite, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

OLDEST_BIRTH = date(1900, 1, 1)


def build_suite(build: BuiltMonth) -> GateSuite:
    """Born by the month, of one of two sexes."""
    born = ours("出生月份应在1900年至本月之间，否则年龄和优先类别会算错", "warning")
    particular = (
        one_of("sex_code", ["female", "male"], ours("性别应为男或女，否则核对户主与配偶会出错", "warning")),
        within("birth_month", (OLDEST_BIRTH, build.month), born),
    )
    return published_suite(build, "people", "dim_people", particular)
