"""Cases of households: each stands at a step that counts, and what is overdue is told with its clause."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, matched, never_matching, no_row, one_of, within
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

DEADLINES = ["overdue", "due_soon", "in_time", "unlimited"]
STANDING = (
    "other.household_id = own.household_id and other.step_code = own.step_code and other.step_date = own.step_date "
    "and not other.is_held and other.standing_to_date is null"
)


def build_suite(build: BuiltMonth) -> GateSuite:
    """One row a household, at the step its history says, with a limit where one is running."""
    true = ours("案件所处环节应与办理记录一致，否则会催错人")
    timely = ours("逾期和即将到期应与办理时限一致，并写明依据，否则会漏催或错催")
    names_nobody = ours("说明不应含证件号码、电话")
    late = "deadline_code = 'overdue' and not (overdue_day_count > 0 or case_overdue_day_count > 0)"
    particular = (
        *located(build),
        matched("stands_as_its_steps_say", f"{build.schema_name}.fct_case_steps", STANDING, true),
        within("case_number", (1, None), true),
        given("deadline_code", timely),
        one_of("deadline_code", DEADLINES, timely),
        no_row("overdue_by_days", late, timely),
        no_row("due_with_reason", "deadline_code in ('overdue', 'due_soon') and reason_text is null", timely),
        no_row("decided_after_opened", "decided_date < opened_date", true),
        never_matching("reason_text", PERSONAL_NUMBER, names_nobody, name="reason_names_nobody"),
    )
    return published_suite(build, "household_cases", "fct_household_case_months", particular)
