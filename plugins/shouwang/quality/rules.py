"""The national quality rules as declared: official number, what it says, who mends. Their SQL is in the dbt models."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from shouwang.feeds import departments
from shouwang.feeds.declarations import Declaration

RULES = Path(__file__).parent / "national_rules.yml"


class QualityRule(Declaration):
    """One rule. ``grain`` is what a finding is about; ``ours`` how it is read where its wording leaves that open.

    ``shows`` names the facts that tell what was found; ``mender`` is the department whose data it is.
    """

    number: str = Field(pattern=r"^\d_\d{2}_\d{3}$")
    group: str
    group_label: str
    grain: Literal["household", "member"]
    mender: str
    label: str
    says: str
    ours: str = ""
    shows: tuple[str, ...] = Field(min_length=1)
    source: str


def parse_rules(document: Mapping[str, Any]) -> dict[str, QualityRule]:
    """The rules of the document by official number, ascending.

    ValueError (pydantic) for an unknown key, KeyError for an unknown group, ValueError for a mender or fact that is
    declared nowhere.
    """
    groups, source = document["groups"], document["source"]
    rules = {
        number: QualityRule(number=number, group_label=groups[said["group"]], source=source, **said)
        for number, said in sorted(document["rules"].items())
    }
    _require({rule.mender for rule in rules.values()}, set(departments()))
    _require({fact for rule in rules.values() for fact in rule.shows}, set(document["facts"]))
    return rules


def _require(named: set[str], declared: set[str]) -> None:
    if strangers := named - declared:
        raise ValueError(f"{RULES.name}: {sorted(strangers)} are declared nowhere")


@cache
def read_document() -> Mapping[str, Any]:
    """The declaration as written."""
    document: Mapping[str, Any] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return document


@cache
def quality_rules() -> dict[str, QualityRule]:
    """Every rule by its official number, ascending."""
    return parse_rules(read_document())


@cache
def quality_facts() -> dict[str, str]:
    """Fact (a column of the models that judge) to the Chinese pattern that tells it; {} is its value or label."""
    facts: dict[str, str] = read_document()["facts"]
    return facts
