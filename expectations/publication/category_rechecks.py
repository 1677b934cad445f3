"""Old stock: known outcomes, incomes over the new limit, and a term that agrees with the outcome."""

from shouwang.gates.checks import GateSuite, given, matched, no_row, one_of
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

OUTCOMES = ["ended", "over", "ending", "income_unknown", "kept"]


def build_suite(build: BuiltMonth) -> GateSuite:
    """Only households officially in the category, over its limit or of unknown income."""
    known = ours("存量家庭应写明怎么办，否则到期无人核定")
    dated = ours("过渡期已满的应列为期满，未满的不应列为期满，否则会提前停发或迟迟不核")
    limited = ours("收入符合现行办法的家庭不属于存量过渡对象，列入会误停待遇")
    official = "other.household_id = own.household_id and other.is_assigned"
    particular = (
        *located(build),
        one_of("recheck_code", OUTCOMES, known),
        given("found_text", known),
        no_row("ended_when_over", "(recheck_code = 'ended') <> (month >= term_end_date)", dated),
        no_row("income_over_new_limit", "income_amount <= lower_amount", limited),
        no_row(
            "kept_under_upper_limit", "recheck_code in ('kept', 'ending') and income_amount >= upper_amount", limited
        ),
        matched("household_is_official", f"{build.schema_name}.fct_household_category_months", official, limited),
    )
    return published_suite(build, "category_rechecks", "rpt_county_category_rechecks", particular)
