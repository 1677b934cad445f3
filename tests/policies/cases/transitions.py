"""Every step after every state a case can be in, as the packs say which may follow: from their own tables, for each."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from shouwang.feeds.declarations import vocabulary
from shouwang.policies import packs
from shouwang.policies.procedure import CaseStep, Procedure

APART = timedelta(days=8)  # longer than any step must last


class Transition(NamedTuple):
    """A case brought to ``state`` (None: no case yet) by allowed steps, then the step ``tried``."""

    state: str | None
    tried: str
    is_allowed: bool
    steps: tuple[tuple[str, date], ...]


def transitions(policy: str, last: date) -> Iterator[Transition]:
    """Every pair of the policy; the step tried is dated ``last``."""
    procedure = procedure_of(policy)
    words = sorted(set(vocabulary()["case_step_code"]["codes"].values()))
    states: list[tuple[str | None, tuple[str, ...]]] = [(None, ()), *ways(procedure).items()]
    for state, way in states:
        for tried in words:
            path = [*way, tried]
            days = [last - APART * (len(path) - 1 - place) for place in range(len(path))]
            yield Transition(state, tried, may_follow(procedure, state, tried), tuple(zip(path, days, strict=True)))


def procedure_of(policy: str) -> Procedure:
    found = packs()[policy].procedure
    assert found is not None
    return found


def may_follow(procedure: Procedure, state: str | None, tried: str) -> bool:
    step = steps_of(procedure).get(tried)
    return step is not None and (step.begins if state is None else state in step.after)


def steps_of(procedure: Procedure) -> Mapping[str, CaseStep]:
    return {step.step: step for step in procedure.steps}


def ways(procedure: Procedure) -> Mapping[str, tuple[str, ...]]:
    """Each step to a shortest way there from its beginning."""
    found: dict[str, tuple[str, ...]] = {step.step: (step.step,) for step in procedure.steps if step.begins}
    while new := {
        step.step: (*found[before], step.step)
        for step in procedure.steps
        for before in step.after
        if before in found and step.step not in found
    }:
        found |= new
    return found
