"""Health commission: newly found illnesses, households a public health event concerns."""

from shouwang.gates.checks import Concern, GateSuite, length_within
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

LONGEST_NAME = 40


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Diagnosed or found within half a year, an illness by its name."""
    if delivery.feed == "health_public_events":
        return landing_suite(delivery, plausible(delivery, {"found_date": 6}))
    because = f"“病种”应是一个病名（不超过{LONGEST_NAME}个字），成段文字无法与大病目录核对"
    named = length_within("illness_name", (1, LONGEST_NAME), Concern(because, delivery.sender, "warning"))
    return landing_suite(
        delivery,
        (*plausible(delivery, {"diagnosed_date": 6}), named),
        emptiness="warning" if delivery.feed == "health_major_illnesses" else "info",
    )
