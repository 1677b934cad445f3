"""How tests are shared out when several processes run them: those that share what is costly to make stay together."""

from pathlib import Path

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # the library has no types

# Directory to the name of what runs together, the longest first; of other directories each file goes by itself. The
# tests that start Airflow take turns: two starting at once would ask for the same port.
TOGETHER = {
    "tests/histories": "",
    "tests/end_to_end": "airflow",
    "tests/faults": "airflow",
    "tests/privacy": "airflow",
    "tests/integration": "",
    "tests/policies/exchange": "exchange",
    "tests/policies/cases": "cases",
    "tests/policies/outreach": "outreach",
    "tests/policies/delivery": "delivery",
    "tests/policies/grades": "grades",
    "tests/policies/urgent": "urgent",
    "tests/policies/card": "card",
    "tests/policies": "",
    "tests/world": "world",
    "tests/expectations": "expectations",
    "tests/zoo": "zoo",
    "tests/forms": "forms",
    "tests/unit/simulation": "simulation",
    "tests": "",
}
STARTS_AIRFLOW = "tests/integration/test_stack_airflow.py"


def place_of(test: str) -> str:
    """The innermost directory of ``TOGETHER`` in which the test with this id stands."""
    return next(folder for path in Path(test.partition("::")[0]).parents if (folder := path.as_posix()) in TOGETHER)


def turn_of(test: str) -> int:
    """When the test comes: what takes longest begins, so that no process waits for another at the end."""
    return list(TOGETHER).index(place_of(test))


class Together(LoadScopeScheduling):  # type: ignore[misc]  # the library has no types
    """A process takes all tests that run together, then the next such group."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "airflow" if file == STARTS_AIRFLOW else TOGETHER[place_of(nodeid)] or file
