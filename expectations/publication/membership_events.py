"""Membership events: what happened to people and households since the published month before, each kind once."""

from datetime import timedelta

from shouwang.gates.checks import GateSuite, matched, no_row, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth
from shouwang.months import following

CAME = ["born", "married_in", "moved_in"]
WENT = ["moved_out", "removed_dead"]
ELSEWHERE = ["changed_household", "renumbered", "split", "merged"]
OTHER = ["became_head", "moved_village", "moved_township", "died", "dead_listed"]
MISPLACED = f"""
event_code in ({", ".join(f"'{code}'" for code in [*WENT, *ELSEWHERE])}) and from_household_id is null
or event_code in ({", ".join(f"'{code}'" for code in ["born", *ELSEWHERE, "dead_listed"])}) and to_household_id is null
or event_code in ({", ".join(f"'{code}'" for code in ELSEWHERE)}) and from_household_id = to_household_id
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Of a known kind, between the households it needs, dated by the end of the month."""
    known = ours("家庭变动应是约定的种类之一，否则无法统计")
    between = ours("家庭变动应写明从哪户来、到哪户去，否则查不到人")
    dated = ours("死亡和出生日期不应晚于本月，否则会把活着的人算作去世", "warning")
    joined = ours("变动后所在的户应在册，否则名单上会出现查无此户的变动")
    particular = (
        one_of("event_code", [*CAME, *WENT, *ELSEWHERE, *OTHER], known),
        no_row("households_given", MISPLACED, between),
        within("happened_date", (None, following(build.month) - timedelta(days=1)), dated),
        matched(
            "household_is_known",
            f"{build.schema_name}.dim_households",
            "own.to_household_id is null or other.household_id = own.to_household_id",
            joined,
        ),
    )
    return published_suite(build, "membership_events", "fct_membership_events", particular)
