"""The lists townships act on: complete, in order, explained, and without an identity in their text."""

from shouwang.gates.checks import Check, GateSuite, given, matched, matching, never_matching, no_result, no_row, within
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

IN_NO_GROUP = 99
IDENTITY_LIKE = r"[0-9]{15}|(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)"
MISPLACED = """
select row_reference
from (select row_reference, list_position, row_number() over (partition by township_code order by {order}) as due
      from {{batch}}) as placed
where list_position is distinct from due
"""
VISITED = """
select own.row_reference
from (select row_reference, township_code, household_id, list_position from {{batch}}) as own
inner join (select household_id, row_number() over (partition by township_code order by visit_position) as due
            from {schema}.fct_township_visits where not is_carried) as visits
    on visits.household_id = own.household_id
where own.list_position is distinct from visits.due
"""
STRANGERS = """
select distinct own.row_reference
from (select row_reference, household_id, unnest(subject_person_ids) as person_id from {{batch}}) as own
where not exists (select from {schema}.bridge_household_members as other
                  where other.household_id = own.household_id and other.person_id = own.person_id)
"""
UNLIKE_RISKS = """
select own.row_reference
from (select * from {{batch}}) as own
inner join (select household_id, count(distinct rule_code) as risk_count, min(first_known_month) as first_known_month
            from {schema}.fct_household_risk_months group by household_id) as risks
    on risks.household_id = own.household_id
where own.{column} is distinct from risks.{column}
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """One line per household at risk, in the order of urgency, each saying why and whom to see."""
    particular = (
        *located(build),
        *_order(build.schema_name),
        *_reason(),
        *_household(build.schema_name),
        *_risks(build),
    )
    return published_suite(build, "township_referrals", "rpt_township_referrals", particular)


def _order(schema: str) -> tuple[Check, ...]:
    dense = ours("各乡镇名单序号应从1起连续不重，否则乡镇会以为漏了户")
    urgent = ours("名单应按入户的先后排列，优先类别和紧急风险在先，否则最急的户会被晚访")
    group = ours("优先类别与紧急程度应一致，否则最急的户会排到后面")
    return (
        no_result("positions_dense", MISPLACED.format(order="list_position, household_id"), dense),
        no_result("as_visits_are_ordered", VISITED.format(schema=schema), urgent),
        no_row("priority_agrees_with_rank", f"(priority_group is null) <> (urgency_rank = {IN_NO_GROUP})", group),
    )


def _reason() -> tuple[Check, ...]:
    said = ours("每户都应写明完整的交办理由，否则乡镇不知为何入户")
    private = ours("交办理由中不应出现身份证号或电话样的数字，以免泄露个人信息")
    return (
        given("reason_text", said),
        matching("reason_text", ".。$", said, name="reason_is_a_sentence"),
        never_matching("reason_text", IDENTITY_LIKE, private, name="reason_names_nobody"),
    )


def _household(schema: str) -> tuple[Check, ...]:
    head = ours("每户应有户主且户主是该户成员，否则入户时不知找谁")
    members = ours("涉及成员应是该户成员且至少一人，否则会张冠李戴")
    is_member = "other.household_id = own.household_id and other.person_id = own.head_person_id"
    return (
        given("head_person_id", head),
        matched("head_is_member", f"{schema}.bridge_household_members", is_member, head),
        within("member_count", (1, None), members),
        no_row("has_subject", "coalesce(cardinality(subject_person_ids), 0) = 0", members),
        no_result("subjects_are_members", STRANGERS.format(schema=schema), members),
    )


def _risks(build: BuiltMonth) -> tuple[Check, ...]:
    schema = build.schema_name
    because = ours("名单上的每一户都应有本月的风险记录，否则是无由入户")
    agreed = ours("风险数和首次发现月份应与风险记录一致，否则排序和说明都不可信")
    past = ours("首次发现月份不应晚于本月")
    at_risk = matched(
        "household_has_risk", f"{schema}.fct_household_risk_months", "other.household_id = own.household_id", because
    )
    return (
        at_risk,
        no_result("risk_count_agrees", UNLIKE_RISKS.format(schema=schema, column="risk_count"), agreed),
        no_result("first_known_agrees", UNLIKE_RISKS.format(schema=schema, column="first_known_month"), agreed),
        given("first_known_month", past),
        within("first_known_month", (None, build.month), past),
    )
