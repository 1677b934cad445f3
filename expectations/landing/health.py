"""Health commission: newly found major illnesses."""

from shouwang.gates.checks import Concern, GateSuite, length_within
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, landing_suite

LONGEST_NAME = 40


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Diagnosed within half a year, as one illness by its name."""
    because = f"“病种”应是一个病名（不超过{LONGEST_NAME}个字），成段文字无法与大病目录核对"
    named = length_within("illness_name", (1, LONGEST_NAME), Concern(because, delivery.sender, "warning"))
    return landing_suite(delivery, (dated_within("diagnosed_date", 6, delivery), named), emptiness="warning")
