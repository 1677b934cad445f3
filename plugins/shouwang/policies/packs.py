"""Policy packs: thresholds, lists and rules of one locality as effective-dated data, each with its clause.

The same models judge every locality; a pack is what differs, one file each; what it leaves unsaid, the pack of the city
or province around it says (``layers``). docs/policies.md tells how to write one. ``Pack.version`` names its exact
content, so every published row can say by which wording it was judged.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field, ValidationError
from yaml.nodes import MappingNode

from shouwang.feeds.declarations import Declaration
from shouwang.policies.classification import Classification
from shouwang.policies.contradictions import contradictions
from shouwang.policies.delivery import DeliveryCheck, Hardship, IntegrityCheck
from shouwang.policies.exchange import Exchange
from shouwang.policies.grading import Change, Consultation, Grade
from shouwang.policies.layers import Location, PackRefused, content_of, lay_over, locate, read_layer
from shouwang.policies.outreach import Outreach
from shouwang.policies.procedure import Discovery, Procedure
from shouwang.policies.urgency import Urgency
from shouwang.settings import settings

HERE = Path(__file__).parent


class DatedValue(Declaration):
    """A value and the first day it holds."""

    valid_from: date
    value: Decimal


class Parameter(Declaration):
    """An effective-dated number (yuan, years …) of the policy, with its clause."""

    label: str
    unit: Literal["yuan", "yuan_per_month", "years", "months", "days", "working_days", "times", "households", "pieces"]
    clause: str
    is_default: bool = False  # ours, until the county enters what it published
    values: tuple[DatedValue, ...] = Field(min_length=1)

    def value_in(self, month: date) -> Decimal:
        """The value in force on the first day of ``month``; LookupError before the first."""
        held = [dated.value for dated in sorted(self.values, key=lambda d: d.valid_from) if dated.valid_from <= month]
        if not held:
            raise LookupError(f"{self.label} has no value for {month:%Y-%m}")
        return held[-1]


class CodeList(Declaration):
    """A named list of words the policy counts, such as the 30 major illnesses."""

    label: str
    values: tuple[str, ...]


class ExpectedFeed(Declaration):
    """A feed the locality expects every month, and the clause that says so."""

    feed: str
    clause: str


class Threshold(Declaration):
    """How a signal's amount is compared with a parameter."""

    parameter: str
    operator: Literal["over", "at_least", "under"]


class Rule(Declaration):
    """One way a signal makes a household a risk, and the sentence that tells a township why.

    ``window`` names the parameter that says how many months, the present one with them, a person's sum goes back; a sum
    is judged in a month that adds a record to it. Without one it is the sum of the month.
    """

    rule: str
    label: str
    feed: str
    signal: str
    threshold: Threshold | None = None
    basis: Literal["record", "person_month"] = "record"
    window: str | None = None
    attributes: tuple[str, ...] | str = ()
    is_sudden: bool
    clause: str
    clause_text: str
    sentence: str


class PriorityBecause(Declaration):
    """What puts a household into a priority group; exactly one way is given."""

    signals: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    living_alone_from_age: str | None = None
    sudden: bool = False


class Priority(Declaration):
    """A group that stands first on every list (LA-08)."""

    group: str
    label: str
    because: PriorityBecause


class Pack(Declaration):
    """One locality's policy; ``county_prefix`` is a 4-digit city or a 6-digit county code."""

    policy: str
    county_prefix: str
    title: str
    document_number: str
    effective_from: date
    deadline_day: int = Field(ge=1, le=28)
    parameters: dict[str, Parameter]
    lists: dict[str, CodeList]
    feeds: tuple[ExpectedFeed, ...]
    rules: tuple[Rule, ...]
    priorities: tuple[Priority, ...]
    changes: tuple[Change, ...]
    grades: tuple[Grade, ...]
    consultations: tuple[Consultation, ...]
    classification: Classification = Classification()
    integrity: tuple[IntegrityCheck, ...] = ()
    delivery: tuple[DeliveryCheck, ...] = ()
    hardships: tuple[Hardship, ...] = ()
    discoveries: tuple[Discovery, ...] = ()
    procedure: Procedure | None = None
    outreach: Outreach = Outreach()
    exchange: Exchange = Exchange()
    urgent: Urgency | None = None
    version: str

    def attributes_of(self, rule: Rule) -> tuple[str, ...]:
        """The attribute values the rule counts; empty when it counts all."""
        return self.lists[rule.attributes].values if isinstance(rule.attributes, str) else rule.attributes

    def due_date(self, month: date) -> date:
        """The last day on which the lists of ``month`` are in time."""
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return following.replace(day=self.deadline_day)


def parse_pack(text: str, name: str = "pack.yml") -> Pack:
    """A pack from the text of one file; see ``read_pack``."""
    return read_pack([(name, text)])


def read_pack(layers: Sequence[tuple[str, str]]) -> Pack:
    """A pack from its files (name, text), the widest area first.

    PackRefused, with file and line, for an unknown or missing key, a value of another kind, or a contradiction.
    """
    node = lay_over([read_layer(text, name) for name, text in layers])
    document: dict[str, Any] = content_of(node)
    digest = hashlib.sha256("\n---\n".join(text for _, text in layers).encode()).hexdigest()[:12]
    try:
        pack = Pack.model_validate({**document, "version": f"{document.get('policy')}-{digest}"})
    except ValidationError as error:
        raise PackRefused(_told(node, [(found["loc"], found["msg"]) for found in error.errors()])) from None
    if wrong := list(contradictions(pack)):
        raise PackRefused(_told(node, wrong))
    return pack


@cache
def packs() -> dict[str, Pack]:
    """Every pack by its name: those that come along, and those in the folder ``SHOUWANG_POLICIES``.

    A file without a ``policy`` is no pack but what the packs of its area have in common. PackRefused when one cannot be
    read, and when two have the same name or govern the same area.
    """
    own = settings().policies
    paths = [*sorted(HERE.glob("*.yml")), *(sorted(own.glob("*.yml")) if own else [])]
    layers = [_Layer.of(path.name, path.read_text(encoding="utf-8")) for path in paths]
    found = [
        read_pack([(below.name, below.text) for below in _below(layers, layer)]) for layer in layers if layer.policy
    ]
    for name, count in Counter(pack.policy for pack in found).items():
        if count > 1:
            raise PackRefused(f"有 {count} 份政策都名为 {name}（policy），请各取各的名称")
    return {pack.policy: pack for pack in found}


class _Layer(NamedTuple):
    area: str
    name: str
    text: str
    policy: str

    @classmethod
    def of(cls, name: str, text: str) -> "_Layer":
        said = content_of(read_layer(text, name))
        return cls(str(said.get("county_prefix", "")), name, text, str(said.get("policy", "")))


def _below(layers: Sequence[_Layer], layer: _Layer) -> list[_Layer]:
    """The layer itself and those of the areas it lies in, the widest first."""
    found = sorted(other for other in layers if layer.area.startswith(other.area))
    for wide, narrow in pairwise(found):
        if wide.area == narrow.area:
            raise PackRefused(f"{wide.name}、{narrow.name}：同属 {wide.area}（county_prefix），一个地区只能有一份政策")
    return found


def _told(node: MappingNode, wrong: Iterable[tuple[Location, str]]) -> str:
    return "\n".join(f"{locate(node, where)} {'.'.join(map(str, where))}：{text}" for where, text in wrong)


def pack_for(county_code: str) -> Pack:
    """The pack that governs a county (longest prefix wins); LookupError names the counties there are."""
    fitting = [pack for pack in packs().values() if county_code.startswith(pack.county_prefix)]
    if not fitting:
        known = ", ".join(f"{pack.policy} ({pack.county_prefix})" for pack in packs().values())
        raise LookupError(f"no policy pack governs county {county_code}; there are {known}")
    return max(fitting, key=lambda pack: len(pack.county_prefix))
