"""Contacts due: each with its duty, its day and how long it is over, and why, without naming anybody."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, never_matching, no_row, one_of
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

STATES = ["missed", "not_reported", "coming"]
MONTH_END = "(month + interval '1 month')::date - 1"


def build_suite(build: BuiltMonth) -> GateSuite:
    """Overdue by as many days as the month ends after the day; what is coming lies ahead."""
    dated = ours("应走访联系的日期、状态和已过天数应相符，否则会错催或漏催")
    told = ours("每条应写明要求和依据，且不含证件号码、电话")
    particular = (
        *located(build),
        given("contact_state_code", dated),
        one_of("contact_state_code", STATES, dated),
        given("contact_due_date", dated),
        no_row("overdue_agrees", f"days_overdue is distinct from greatest({MONTH_END} - contact_due_date, 0)", dated),
        no_row("coming_is_ahead", f"(contact_state_code = 'coming') <> (contact_due_date > {MONTH_END})", dated),
        no_row("last_contact_is_before", "last_contact_date > contact_due_date", dated),
        given("duty_label", told),
        given("reason_text", told),
        never_matching("reason_text", PERSONAL_NUMBER, told, name="reason_names_nobody"),
    )
    return published_suite(build, "due_contacts", "fct_due_contacts", particular)
