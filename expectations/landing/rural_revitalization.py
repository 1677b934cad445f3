"""Rural revitalisation bureau: the register, what the national system exports, applications, clues, findings."""

from collections.abc import Mapping

from shouwang.gates.checks import Batch, Check, Concern, GateSuite, no_row, one_of, within
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import gravity_of_share, landing_suite, plausible

LARGEST_HOUSEHOLD = 15
WITHOUT_ONE_HEAD = 0.01
FEWEST_ROWS = 300  # of fewer, about a hundred households, one without a head would be more than its share
# Feed to how many months back its dates may lie and what its amounts (yuan) may be.
PLAUSIBLE: Mapping[str, tuple[Mapping[str, int], Mapping[str, tuple[int, int]]]] = {
    "monitored_households": ({}, {"income_per_person_amount": (0, 500_000)}),
    "monitored_members": ({}, {}),  # wages are judged by the national rules
    "assistance_measures": ({"measure_started_date": 120}, {"measure_amount": (0, 1_000_000)}),
    "household_incomes": ({}, {"net_income_amount": (-500_000, 5_000_000), "income_per_person_amount": (0, 500_000)}),
    "quality_exemptions": ({}, {}),
    "formerly_registered_people": ({}, {}),
    "household_applications": ({"application_date": 6}, {}),
    "case_steps": ({"step_date": 60}, {}),
    "public_clues": ({"found_date": 6}, {}),
    "inspection_findings": ({"found_date": 12}, {}),
    "urgent_reports": ({"event_date": 3, "reported_date": 3}, {}),
}
HOUSEHOLDS = """
select min(delivery_id) || ':' || min(row_number) as row_reference,
       count(*) as member_count,
       count(*) filter (where relation_code = 'head') as head_count,
       min(village_code) = max(village_code) as is_in_one_village,
       coalesce(max(sex_code) filter (where relation_code = 'head')
                <> max(sex_code) filter (where relation_code = 'spouse'), true) as is_couple_of_two_sexes
from {relation}
where delivery_id = {delivery_id} and is_accepted
group by household_id
"""


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """The register holds together; the other lists are dated lately, with amounts a household can have."""
    if delivery.feed == "household_register":
        return _register_suite(delivery)
    months, yuan = PLAUSIBLE[delivery.feed]
    ordered = _ordered(delivery) if delivery.feed == "urgent_reports" else ()
    return landing_suite(delivery, (*plausible(delivery, months, yuan), *ordered))


def _ordered(delivery: LandedDelivery) -> tuple[Check, ...]:
    """Nothing is reported before it happens."""
    concern = Concern("发生日期不应晚于报告日期，否则办理期限和是否重复交办会算错", delivery.sender, "warning")
    return (no_row("event_before_report", "event_date > reported_date", concern),)


def _register_suite(delivery: LandedDelivery) -> GateSuite:
    """Every household has one head, one village, a plausible couple and size (rules 3_02_011, 2_02_001, 5_15)."""
    unborn = Concern("出生月份不应晚于数据月份，否则年龄和优先类别会算错", delivery.sender, "warning")
    born_by = within("birth_month", (None, delivery.month), unborn)
    query = HOUSEHOLDS.format(relation=delivery.stands_in, delivery_id=delivery.delivery_id)
    households = Batch("households", query, household_checks(delivery), is_gathered=True)
    return landing_suite(delivery, (born_by,), (households,), emptiness="critical")


def household_checks(delivery: LandedDelivery) -> tuple[Check, ...]:
    """What the rows of one household must hold together."""
    sender, gravity = delivery.sender, gravity_of_share(delivery, FEWEST_ROWS)
    headless = "每户应恰有一名户主"
    share = Concern(f"{headless}；不符的户超过1%时花名册整体不可信，名单会发错人", sender, gravity)
    single = Concern(f"{headless}，否则入户时不知找谁", sender, "warning")
    village = Concern("同一户的成员应在同一个村，否则不知交办给哪个村", sender, "warning")
    couple = Concern("户主与配偶性别应不同（国家系统规则2_02_001），否则多为关系填错", sender, "warning")
    size = Concern(f"一户应不超过{LARGEST_HOUSEHOLD}人，过多多为户编号填错，会把几户并成一户", sender, "warning")
    return (
        within("head_count", (1, 1), share, name="one_head_mostly", mostly=1 - WITHOUT_ONE_HEAD),
        within("head_count", (1, 1), single, name="one_head"),
        one_of("is_in_one_village", [True], village, name="one_village"),
        one_of("is_couple_of_two_sexes", [True], couple, name="couple_of_two_sexes"),
        within("member_count", (1, LARGEST_HOUSEHOLD), size, name="household_size"),
    )
