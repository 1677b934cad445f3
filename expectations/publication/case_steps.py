"""Steps of cases: each of the procedure in force or held with its reason, none standing while another does."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, matched, never_matching, no_result, no_row, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

REASONS = ["unknown_step", "not_opened", "not_after", "too_early"]
STANDING_TWICE = """
select own.row_reference
from (select * from {batch}) as own
inner join (select * from {batch}) as other
    on other.household_id = own.household_id and (other.step_date, other.step_code) <> (own.step_date, own.step_code)
where not own.is_held and not other.is_held and own.standing_to_date is null and other.standing_to_date is null
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Allowed or held; an allowed one is of the pack, a held one says why and never stands."""
    allowed = ours("只有政策包规定的环节才能改变案件状态，其余应挂起并说明原因")
    told = ours("挂起的环节应写明原因，且不含证件号码、电话，否则无法更正")
    once = ours("一户同一时间只能处在一个环节，否则不知该谁办理")
    of_pack = (
        f"own.is_held or (other.policy_version = '{build.policy_version}' and other.step_code = own.step_code "
        "and other.step_label = own.step_label)"
    )
    particular = (
        matched("step_of_the_pack", "reference.policy_case_steps", of_pack, allowed),
        given("is_held", allowed),
        one_of("illegality_code", REASONS, told),
        no_row("held_with_reason", "is_held <> (illegality_code is not null and found_text is not null)", told),
        never_matching("found_text", PERSONAL_NUMBER, told, name="found_text_names_nobody"),
        no_row("held_never_stands", "is_held and (standing_to_date is not null or limit_date is not null)", once),
        no_result("one_standing_step", STANDING_TWICE, once),
        no_row("stands_forwards", "standing_to_date < step_date", once),
        within("late_day_count", (0, None), once),
        one_of("limit_unit_code", ["days", "working_days"], allowed),
    )
    return published_suite(build, "case_steps", "fct_case_steps", particular)
