"""Categories: of the pack in force, official by a list or proposed by conditions, one a household where so ruled."""

from shouwang.gates.checks import GateSuite, given, matched, never_matching, no_result, no_row, one_of
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

PERSONAL_NUMBER = r"\d{15}|1[3-9]\d{9}"
PROPOSALS = ["met", "to_check", "failed", "not_judged"]
TWICE = """
select own.household_id::text as row_reference
from (select * from {{batch}}) as own
inner join reference.policy_categories as category
    on category.policy_version = '{version}' and category.category_code = own.category_code
where category.is_exclusive
group by own.household_id
having count(*) filter (where own.is_assigned) > 1 or count(*) filter (where own.is_proposed) > 1
    or count(*) filter (where own.is_official) > 0 and count(*) filter (where own.is_assigned) = 0
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each row says on what it rests; no household is put into two categories where the policy allows one."""
    declared = ours("每个类别都应出自现行政策，否则说不清依据")
    grounded = ours("类别应有名单依据，建议应有条件依据，否则无法核实")
    single = ours("规定每户归入一类的，不能归入两类，也不能漏归，否则政策会重复或落空")
    told = ours("依据应写明名单、数值和条款，且不含证件号码、电话，清单之外也可能有人看到")
    of_pack = f"other.policy_version = '{build.policy_version}' and other.category_code = own.category_code"
    ranked = f"{of_pack} and other.category_rank = own.category_rank and other.category_label = own.category_label"
    particular = (
        *located(build),
        matched("category_of_the_pack", "reference.policy_categories", ranked, declared),
        no_row("official_is_listed", "is_official and official_list_month is null", grounded),
        no_row("ended_is_not_official", "is_official and ended_date is not null", grounded),
        no_row(
            "proposed_by_conditions", "is_proposed and (proposal_code in ('met', 'to_check')) is not true", grounded
        ),
        one_of("proposal_code", PROPOSALS, grounded),
        no_result("one_category_each", TWICE.format(version=build.policy_version), single),
        given("basis_text", told),
        never_matching("basis_text", PERSONAL_NUMBER, told, name="basis_names_nobody"),
    )
    return published_suite(build, "household_categories", "fct_household_category_months", particular)
