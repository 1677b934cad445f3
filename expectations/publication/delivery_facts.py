"""Gaps as facts: each asked by the pack in force, with a disposition, a department in charge and its hardship."""

from shouwang.gates.checks import GateSuite, given, matched, no_result, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

NOT_IN_FORCE = """
select own.row_reference
from (select * from {{batch}}) as own
inner join reference.policy_delivery_checks as asked
    on asked.policy_version = '{policy_version}' and asked.gap_code = own.gap_code
where own.threshold_amount is distinct from (
    select parameter.value from reference.policy_parameters as parameter
    where parameter.policy_version = asked.policy_version and parameter.parameter = asked.threshold_parameter
        and parameter.valid_from <= own.month and own.month < parameter.valid_to)
"""
NOT_ITS_OWN = """
select own.row_reference
from (select * from {{batch}}) as own
where own.gap_code = 'relief_missing' and not exists (
    select from reference.policy_hardships as hardship
    where hardship.policy_version = '{policy_version}' and hardship.hardship_code = own.hardship_code
        and hardship.in_charge_code = own.in_charge_code)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Asked by the pack, at the limit of the month, handed to the department the pack names."""
    version = build.policy_version
    asked = ours("每条未落实的问题都应出自现行政策要求并引用其条款，否则说不清依据")
    in_force = ours("所用期限应是本月1日有效的期限，否则会提前或推迟催办")
    charged = ours("每条问题应有处置方式和主管部门，困难类型与部门的对应以政策包为准，否则会转错部门")
    about = ours("每条问题应说明是哪一户或哪一人，否则无法查明原因")
    by_pack = f"other.policy_version = '{version}' and other.gap_code = own.gap_code and other.clause = own.clause"
    particular = (
        matched("check_of_the_pack", "reference.policy_delivery_checks", by_pack, asked),
        no_result("threshold_in_force", NOT_IN_FORCE.format(policy_version=version), in_force),
        given("disposition_code", charged),
        one_of("disposition_code", ["find_cause", "refer"], charged),
        matched("in_charge_is_known", "reference.departments", "other.department_code = own.in_charge_code", charged),
        no_result("hardship_has_its_department", NOT_ITS_OWN.format(policy_version=version), charged),
        no_row("about_somebody", "household_id is null and person_id is null", about),
    )
    return published_suite(build, "delivery_facts", "fct_delivery_gaps", particular)
