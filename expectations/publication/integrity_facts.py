"""Doubts as facts: each asked by the pack in force, held against its threshold, and resting on a pinned list."""

from shouwang.gates.checks import GateSuite, matched, no_result, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

NOT_IN_FORCE = """
select own.row_reference
from (select * from {{batch}}) as own
inner join reference.policy_integrity_checks as asked
    on asked.policy_version = '{policy_version}' and asked.doubt_code = own.doubt_code
where own.threshold_amount is distinct from (
    select parameter.value from reference.policy_parameters as parameter
    where parameter.policy_version = asked.policy_version and parameter.parameter = asked.threshold_parameter
        and parameter.valid_from <= own.month and own.month < parameter.valid_to)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Asked by the pack, at the threshold of the month, from a list of the build, months not ahead of it."""
    asked = ours("每条疑点都应出自现行政策要求核对的事项并引用其条款，否则说不清依据")
    in_force = ours("疑点所用限额应是本月1日有效的限额，否则会按旧限额错问")
    traced = ours("每条疑点都应能追溯到本次计算采用的部门文件，否则无法核实")
    by_pack = (
        f"other.policy_version = '{build.policy_version}' and other.doubt_code = own.doubt_code "
        "and other.clause = own.clause and other.checker_code = own.checker_code"
    )
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id and other.feed = own.feed"
    particular = (
        matched("check_of_the_pack", "reference.policy_integrity_checks", by_pack, asked),
        no_result("threshold_in_force", NOT_IN_FORCE.format(policy_version=build.policy_version), in_force),
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
        within("record_count", (1, None), traced),
        within("list_month", (None, build.month), traced),
    )
    return published_suite(build, "integrity_facts", "fct_integrity_doubts", particular)
