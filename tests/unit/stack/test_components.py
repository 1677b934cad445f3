"""When a component counts as well."""

from datetime import UTC, datetime, timedelta

import psutil
import pytest

from shouwang.stack.airflow_client import read_health
from shouwang.stack.components import COMPONENTS

STARTED = datetime.fromtimestamp(psutil.Process().create_time(), UTC)


def health(status: str | None, heartbeat: datetime | None) -> dict[str, dict[str, str | None]]:
    text = heartbeat.isoformat() if heartbeat else None
    return {
        "metadatabase": {"status": "healthy"},
        "scheduler": {"status": status, "latest_scheduler_heartbeat": text},
        "triggerer": {"status": None, "latest_triggerer_heartbeat": None},
    }


@pytest.mark.parametrize(
    ("status", "seconds", "is_well"),
    [("healthy", 1, True), ("healthy", -1, False), ("unhealthy", 1, False), (None, None, False)],
)
def test_a_component_is_well_when_this_process_was_heard_of(
    status: str | None, seconds: int | None, *, is_well: bool
) -> None:
    heartbeat = None if seconds is None else STARTED + timedelta(seconds=seconds)
    found = read_health(health(status, heartbeat))

    assert COMPONENTS["scheduler"].is_well(found, psutil.Process()) is is_well


def test_the_server_is_well_when_it_reaches_its_database() -> None:
    found = read_health(health("healthy", None))

    assert COMPONENTS["api-server"].is_well(found, psutil.Process())
    assert not COMPONENTS["triggerer"].is_well(found, psutil.Process())
    assert not COMPONENTS["dag-processor"].is_well(found, psutil.Process())
