"""A pack's procedure, and the working days all clocks run on, as rows of the reference tables."""

from typing import Any

from shouwang.policies import Pack
from shouwang.policies.working_days import working_days

Rows = list[tuple[Any, ...]]


def procedure_rows(pack: Pack) -> dict[str, Rows]:
    """Table name to the rows that say how a case is found and goes on."""
    version = pack.version
    found = [
        (version, channel, position, said.label, said.clause)
        for position, said in enumerate(pack.discoveries, start=1)
        for channel in said.channels
    ]
    return {"policy_discoveries": found, **(_of_steps(pack) if pack.procedure else {})}


def _of_steps(pack: Pack) -> dict[str, Rows]:
    version, said = pack.version, pack.procedure
    assert said is not None  # noqa: S101 - asked for only when the pack has a procedure
    steps = [
        (
            *(version, step.step, position, step.label, step.holder, step.held_by, step.begins, step.ends),
            *(list(step.after), step.limit, step.minimum, step.clause),
        )
        for position, step in enumerate(said.steps, start=1)
    ]
    return {
        "policy_procedures": [(version, said.total, said.total_clause, said.warning)],
        "policy_case_steps": steps,
    }


def working_day_rows() -> Rows:
    """Area, day, whether one works, and how many working days there were up to and with it."""
    rows: Rows = []
    for area, calendar in working_days().items():
        number = 0
        for day, is_working in sorted(calendar.items()):
            number += is_working
            rows.append((area, day, is_working, number))
    return rows
