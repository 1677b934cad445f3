"""How a case is found and goes on in a locality: ways of discovery, steps, what may follow what, limits and holders.

Limits are parameters of the pack, so each has its clause and the day from which it holds; the unit of the parameter
says whether calendar or Chinese working days are meant. A step that may not follow is held, and changes nothing.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from pydantic import Field, model_validator

from shouwang.feeds import departments, feeds
from shouwang.feeds.declarations import Channel, Declaration, vocabulary

DAYS = {"days", "working_days"}


class Discovery(Declaration):
    """A way of discovery as the document calls it, and the channels of lists that are of it (LA-05, LS-04, LF-02)."""

    discovery: str
    label: str
    clause: str
    channels: tuple[Channel, ...] = Field(min_length=1)


class CaseStep(Declaration):
    """One step of a case; the next in order that may follow is what is expected next.

    ``begins``: it may open a case; ``ends``: the case is decided with it. ``after``: the steps it may follow.
    ``limit``: the parameter that says within how many days of what it follows it is due. ``minimum``: how many days it
    lasts at least before anything may follow. ``holder``: the department that takes it, in the words of ``held_by``.
    """

    step: str
    label: str
    holder: str
    held_by: str
    begins: bool = False
    ends: bool = False
    after: tuple[str, ...] = ()
    limit: str | None = None
    minimum: str | None = None
    clause: str


class Procedure(Declaration):
    """The steps in their usual order; ``total``: days from opening to decision; ``warning``: days told ahead."""

    total: str
    total_clause: str
    warning: str
    steps: tuple[CaseStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def steps_hold_together(self) -> "Procedure":
        """Refuse a step twice, one after a step there is not, one nothing leads to, a case nobody opens or decides."""
        names = [step.step for step in self.steps]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"环节 {twice} 写了两次，请只留一处")
        if missing := sorted({name for step in self.steps for name in step.after} - set(names)):
            raise ValueError(f"没有环节 {missing}，有：{names}")
        if lost := [step.step for step in self.steps if not step.begins and not step.after]:
            raise ValueError(f"环节 {lost} 不知在何环节之后")
        if not any(step.begins for step in self.steps) or not any(step.ends for step in self.steps):
            raise ValueError("应有开始案件的环节（begins）和作出决定的环节（ends）")
        return self

    @property
    def parameters(self) -> dict[str, str]:
        """Every parameter named, and by which step (or ``procedure``)."""
        of_steps = chain.from_iterable(((step.limit, step.step), (step.minimum, step.step)) for step in self.steps)
        named = [(self.total, "procedure"), (self.warning, "procedure"), *of_steps]
        return {name: owner for name, owner in named if name}


def find_unsteady(
    procedure: Procedure, discoveries: tuple[Discovery, ...], units: Mapping[str, str], expected: set[str]
) -> Iterator[tuple[str, str]]:
    """Part of the pack and what is wrong; ``units``: of its parameters, ``expected``: its lists."""
    for name, owner in procedure.parameters.items():
        if units.get(name) not in DAYS:
            yield "procedure", f"环节 {owner}：没有以天计的参数 {name}"
    known = set(vocabulary()["case_step_code"]["codes"].values())
    for step in procedure.steps:
        if step.step not in known:
            yield "procedure", f"案件进展登记表写不出环节 {step.step}"
        if step.holder not in departments():
            yield "procedure", f"环节 {step.step}：没有部门 {step.holder}"
    told = [name for discovery in discoveries for name in discovery.channels]
    signalling = {found.channel for name, found in feeds().items() if name in expected and found.signal}
    for name in sorted(signalling | set(told)):
        if told.count(name) != 1:
            yield "discoveries", f"发现渠道 {name} 应恰属一项"
