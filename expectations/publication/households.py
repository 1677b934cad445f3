"""Households: where each lives, who heads it, and that its members are counted right."""

from shouwang.gates.checks import Batch, Check, GateSuite, given, one_of, within
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

COMPOSED = """
select own.household_id::text as row_reference,
       coalesce(members.head_count, 0) as head_count,
       own.member_count is not distinct from coalesce(members.member_count, 0) as is_counted_right,
       coalesce(members.knows_head, false) as is_headed_by_member
from {schema}.dim_households as own
left join (
    select member.household_id, count(*) as member_count, count(*) filter (where member.is_head) as head_count,
           bool_or(member.person_id = household.head_person_id) as knows_head
    from {schema}.bridge_household_members as member
    inner join {schema}.dim_households as household on household.household_id = member.household_id
    group by member.household_id
) as members on members.household_id = own.household_id
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Located in the county, headed by one of its members, as large as it has members."""
    composed = Batch("composed", COMPOSED.format(schema=build.schema_name), _composition())
    headed = given("head_person_id", ours("每户应有户主，否则入户时不知找谁"))
    return published_suite(build, "households", "dim_households", (*located(build), headed), (composed,))


def _composition() -> tuple[Check, ...]:
    counted = ours("户内人口数应等于成员人数，否则独居老人等优先类别会判错")
    member = ours("户主应是该户成员，否则名单会写错人")
    single = ours("每户应恰有一名户主，否则入户时不知找谁", "warning")
    return (
        one_of("is_counted_right", [True], counted, name="members_counted"),
        one_of("is_headed_by_member", [True], member, name="head_is_member"),
        within("head_count", (1, 1), single, name="one_head"),
    )
