"""Claims about people: of a known kind, one of them believed, and the believed household the one that is published."""

from shouwang.gates.checks import GateSuite, matched, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth
from shouwang.people.claims import precedence

BELIEVED = """
own.is_effective
or other.is_effective and other.person_id = own.person_id and other.claim_code = own.claim_code
"""
PUBLISHED = """
not own.is_effective or own.claim_code <> 'household' or own.feed <> 'household_register'
or other.person_id = own.person_id and other.household_id::text = own.claimed_value
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each difference between lists has one claim that counts."""
    known = ours("各部门说法不一的事项应是约定的种类之一，否则无法统计")
    believed = ours("各部门说法不一时应有一种说法作为采信依据，否则不知按谁的办")
    published = ours("采信的户应与本月公布的户籍关系一致，否则同一个人会算到两户")
    particular = (
        one_of("claim_code", sorted(precedence().root), known),
        matched("one_is_believed", f"{build.schema_name}.fct_person_claims", BELIEVED, believed),
        matched(
            "believed_household_is_published", f"{build.schema_name}.bridge_household_members", PUBLISHED, published
        ),
    )
    return published_suite(build, "person_claims", "fct_person_claims", particular)
