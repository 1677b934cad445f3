"""Education and sports bureau: children who stopped attending compulsory school."""

from shouwang.gates.checks import Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, landing_suite

OUT_OF_AGE = "age(left_school_date, birth_month) not between interval '5 years' and interval '19 years'"


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Left lately, at an age of compulsory schooling (6 to 15, with late starters)."""
    concern = Concern("失学时应在5至19岁之间，超出多为身份证号或日期填错，会找错孩子", delivery.sender, "warning")
    particular = (dated_within("left_school_date", 12, delivery), no_row("age_of_schooling", OUT_OF_AGE, concern))
    return landing_suite(delivery, particular)
