"""Risks: every household at risk is on its township's list, and every risk can be traced and recomputed."""

from shouwang.gates.checks import Check, GateSuite, given, matched, no_result, within
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

BY_RULE = """
select own.row_reference
from (select * from {{batch}}) as own
inner join reference.policy_rules as rule
    on rule.policy_version = '{policy_version}' and rule.rule_code = own.rule_code
where {condition}
"""
NOT_CROSSED = """
rule.operator = 'over' and (own.value_amount > own.threshold_amount) is not true
or rule.operator = 'at_least' and (own.value_amount >= own.threshold_amount) is not true
or rule.operator = 'under' and (own.value_amount < own.threshold_amount) is not true
"""
NOT_IN_FORCE = """
own.threshold_amount is distinct from (
    select parameter.value from reference.policy_parameters as parameter
    where parameter.policy_version = rule.policy_version and parameter.parameter = rule.threshold_parameter
        and parameter.valid_from <= own.month and own.month < parameter.valid_to)
"""


# Large-scale exactly where the risk is new and its area has an alarm for its change or for risks of any kind.
EXTENT_WRONG = """
select own.row_reference
from (select * from {{batch}}) as own
where own.extent_code is null or (own.extent_code = 'large_scale') <> (
    own.first_known_month = own.month and exists (
        select from {schema}.fct_risk_clusters as cluster
        where cluster.cluster_area_code in (own.county_code, own.township_code, own.village_code)
            and cluster.change_number = any(0::smallint || own.change_codes)
    )
)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Listed once, judged by the pack in force, made from pinned records of members of the household."""
    particular = (
        *(*located(build), *_policy(build), *_origin(build), *_household(build.schema_name)),
        *_grade(build.schema_name),
    )
    return published_suite(build, "household_risks", "fct_household_risk_months", particular)


def _grade(schema: str) -> tuple[Check, ...]:
    graded = ours("每条风险交办前都应分级分类并写明由谁会商，否则规模性风险会当作个别风险处理")
    return (
        given("grade_code", graded),
        no_result("extent_agrees_with_clusters", EXTENT_WRONG.format(schema=schema), graded),
    )


def _policy(build: BuiltMonth) -> tuple[Check, ...]:
    known = ours("每条风险都应出自现行政策的规则并引用其条款，否则说不清依据")
    crossed = ours("有标准的风险，其数值应超过（或达到）标准，否则会把不该交办的户交给乡镇")
    in_force = ours("所用标准应是本月1日有效的标准，否则会按旧标准或新标准错判")
    by_pack = (
        f"other.policy_version = '{build.policy_version}' and other.rule_code = own.rule_code "
        "and other.clause = own.clause and other.signal_code = own.signal_code"
    )
    version = build.policy_version
    return (
        matched("rule_of_the_pack", "reference.policy_rules", by_pack, known),
        no_result("threshold_crossed", BY_RULE.format(policy_version=version, condition=NOT_CROSSED), crossed),
        no_result("threshold_in_force", BY_RULE.format(policy_version=version, condition=NOT_IN_FORCE), in_force),
        within("first_known_month", (None, build.month), ours("首次发现月份不应晚于本月")),
    )


def _origin(build: BuiltMonth) -> tuple[Check, ...]:
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id"
    record = (
        "other.delivery_id = own.delivery_id and other.row_number = own.row_number "
        "and other.household_id = own.household_id"
    )
    traced = ours("每条风险都应能追溯到本次计算采用的部门文件，否则无法向群众和部门说明来源")
    return (
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
        matched("record_is_a_signal", f"{build.schema_name}.fct_signals", record, traced),
        within("record_count", (1, None), traced),
    )


def _household(schema: str) -> tuple[Check, ...]:
    listed = ours("每个风险户都应在且只在其所在乡镇的名单上，漏了就没有人上门")
    person = ours("风险所涉的人应是该户成员，否则会张冠李戴")
    on_list = "other.household_id = own.household_id and other.township_code = own.township_code"
    is_member = "other.household_id = own.household_id and other.person_id = own.person_id"
    return (
        matched("household_is_listed", f"{schema}.rpt_township_referrals", on_list, listed),
        matched("person_is_member", f"{schema}.bridge_household_members", is_member, person),
    )
