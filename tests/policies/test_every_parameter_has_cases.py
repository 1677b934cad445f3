"""Every rule and every parameter of every pack is named by cases inside and outside; a new one without fails."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from shouwang.feeds import feed
from shouwang.policies import Pack, packs
from shouwang.settings import PROJECT_ROOT
from shouwang.simulation.plantings import plantings_of

HERE = Path(__file__).parent
MODELS = PROJECT_ROOT / "dbt_project" / "models"
PACKS = sorted(packs())


@cache
def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def cases_of(pack: Pack) -> dict[str, list[list[str]]]:
    """Parameter to the cases that name it."""
    return {**read(HERE / "parameters.yml")["every"], **read(HERE / "parameters.yml").get(pack.policy, {})}


def stands(reference: list[str]) -> bool:
    """Whether the case is in its table, the test in its file, or the unit test at its model."""
    place, *way = reference
    if place.endswith(".py"):
        return f"\ndef {way[0]}(" in (HERE / place).read_text(encoding="utf-8")
    if place.endswith(".yml"):
        found: Any = read(HERE / place)
        for step in way:
            found = found.get(step, found.get("cases", {}).get(step))
        return found is not None
    (path,) = MODELS.rglob(f"{place}.yml")
    return way[0] in {test["name"] for test in read(path)["unit_tests"]}


@pytest.mark.parametrize("policy", PACKS)
def test_every_rule_is_planted_to_be_found_and_not_to_be_found(policy: str) -> None:
    for rule in packs()[policy].rules:
        cases = plantings_of(rule, feed(rule.feed))
        assert {case.is_found_by(rule) for case in cases} == {True, False}, rule.rule
        if rule.threshold:
            assert {case.lies for case in cases} >= {"over", "at", "under"}, rule.rule
        if rule.attributes:
            assert {case.attribute for case in cases} >= {"counted", "other"}, rule.rule


@pytest.mark.parametrize("policy", PACKS)
def test_every_parameter_is_compared_with_by_a_rule_or_named_by_cases_that_stand(policy: str) -> None:
    pack = packs()[policy]
    compared = {rule.threshold.parameter for rule in pack.rules if rule.threshold}
    named = cases_of(pack)
    assert set(pack.parameters) == compared | set(named)
    for parameter, references in named.items():
        assert references, parameter
        assert [reference for reference in references if not stands(reference)] == [], parameter


def test_a_case_that_is_not_there_is_noticed() -> None:
    assert stands(["categories/examples.yml", "qidong", "边缘以内"])
    assert not stands(["categories/examples.yml", "qidong", "边缘之外"])
    assert not stands(["int_old_stock_traced", "nothing_of_the_kind"])
