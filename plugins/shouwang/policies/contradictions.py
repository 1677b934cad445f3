"""What a pack says that cannot be so: names it does not have, things said twice, values that begin too late."""

from collections.abc import Iterable, Iterator, Sequence
from string import Formatter
from typing import TYPE_CHECKING

from shouwang.feeds import feeds
from shouwang.policies.card import find_card_slips
from shouwang.policies.delivery import find_slips
from shouwang.policies.exchange import find_exchange_slips
from shouwang.policies.grading import find_misgraded
from shouwang.policies.outreach import find_unreachable
from shouwang.policies.procedure import find_unsteady
from shouwang.policies.urgency import find_unurgent

if TYPE_CHECKING:
    from shouwang.policies.layers import Location
    from shouwang.policies.packs import Pack, Rule

PLACES = ("member", "date", "value", "threshold", "attribute", "registration")  # of a rule's sentence
PERIODS = {1, 2, 3, 4, 6, 12}  # months that begin with January in every year
Found = tuple["Location", str]


def contradictions(pack: "Pack") -> Iterator[Found]:
    """Where (keys and positions in the pack) and what, in the order of the pack's parts."""
    yield from _said_twice("feeds", [expected.feed for expected in pack.feeds])
    yield from _said_twice("rules", [rule.rule for rule in pack.rules])
    yield from _said_twice("priorities", [priority.group for priority in pack.priorities])
    for position, expected in enumerate(pack.feeds):
        if expected.feed not in feeds():
            yield ("feeds", position, "feed"), f"没有名为 {expected.feed} 的名单"
    for position, rule in enumerate(pack.rules):
        for (part, *inner), text in _of_rule(pack, rule):
            yield ("rules", position, part, *inner), f"规则 {rule.rule}：{text}"
    yield from _of_priorities(pack)
    yield from _of_classification(pack)
    yield from _of_parameters(pack)
    yield from _of_delivery(pack)
    yield from _of_outreach(pack)
    yield from _of_grading(pack)
    yield from _of_procedure(pack)
    yield from _of_exchange(pack)
    yield from _of_urgency(pack)


def _of_priorities(pack: "Pack") -> Iterator[Found]:
    for position, priority in enumerate(pack.priorities):
        age = priority.because.living_alone_from_age
        if age is not None and age not in pack.parameters:
            yield ("priorities", position, "because"), f"没有参数 {age}，有：{_listed(pack.parameters)}"


def _of_classification(pack: "Pack") -> Iterator[Found]:
    for name in sorted(pack.classification.parameters - set(pack.parameters)):
        yield ("classification",), f"没有参数 {name}，有：{_listed(pack.parameters)}"
    for name in sorted(pack.classification.feeds - {expected.feed for expected in pack.feeds}):
        yield ("classification",), f"名单 {name} 不在 feeds 中，该县不收它"


def _of_grading(pack: "Pack") -> Iterator[Found]:
    rules = {rule.rule for rule in pack.rules}
    for part, text in find_misgraded(pack.changes, pack.grades, pack.consultations, rules):
        yield (part,), text


def _of_procedure(pack: "Pack") -> Iterator[Found]:
    if pack.procedure is None:
        return
    units = {name: parameter.unit for name, parameter in pack.parameters.items()}
    expected = {expectation.feed for expectation in pack.feeds}
    for part, text in find_unsteady(pack.procedure, pack.discoveries, units, expected):
        yield (part,), text


def _of_urgency(pack: "Pack") -> Iterator[Found]:
    if pack.urgent is not None:
        units = {name: parameter.unit for name, parameter in pack.parameters.items()}
        for text in find_unurgent(pack.urgent, units, {rule.rule for rule in pack.rules}):
            yield ("urgent",), text


def _of_delivery(pack: "Pack") -> Iterator[Found]:
    expected = {expectation.feed for expectation in pack.feeds}
    places: dict[str, Location] = {
        **{check.doubt: ("integrity", place) for place, check in enumerate(pack.integrity)},
        **{check.gap: ("delivery", place) for place, check in enumerate(pack.delivery)},
        **{hardship.hardship: ("hardships", place) for place, hardship in enumerate(pack.hardships)},
    }
    for owner, text in find_slips(pack.integrity, pack.delivery, pack.hardships, set(pack.parameters), expected):
        yield places[owner], text


def _of_outreach(pack: "Pack") -> Iterator[Found]:
    categories = {category.category for category in pack.classification.categories}
    expected = {expectation.feed for expectation in pack.feeds}
    for part, text in find_unreachable(pack.outreach, set(pack.parameters), categories, expected):
        yield ("outreach", part), text
    for duty in pack.outreach.duties:
        values = pack.parameters[duty.parameter].values if duty.parameter in pack.parameters else ()
        if any(dated.value not in PERIODS for dated in values):
            yield ("parameters", duty.parameter, "values"), "走访联系间隔应能整分一年：1、2、3、4、6 或 12 个月"


def _of_exchange(pack: "Pack") -> Iterator[Found]:
    expected = {expectation.feed for expectation in pack.feeds}
    for part, place, text in find_exchange_slips(pack.exchange, expected, set(pack.parameters)):
        yield ("exchange", part, place), text


def _of_parameters(pack: "Pack") -> Iterator[Found]:
    compared = {rule.threshold.parameter for rule in pack.rules if rule.threshold}
    compared |= {rule.window for rule in pack.rules if rule.window}
    for name, parameter in pack.parameters.items():
        if name in compared and min(dated.valid_from for dated in parameter.values) > pack.effective_from:
            yield ("parameters", name, "values"), f"文件自 {pack.effective_from} 施行，那时还没有值，无从判断"
        yield from _said_twice(("parameters", name, "values"), [str(dated.valid_from) for dated in parameter.values])
    for name, text in find_card_slips(pack.parameters, pack.county_prefix):
        yield ("parameters", name), text


def _of_rule(pack: "Pack", rule: "Rule") -> Iterator[Found]:
    if rule.feed not in {expected.feed for expected in pack.feeds}:
        yield ("feed",), f"名单 {rule.feed} 不在 feeds 中，该县不收它"
    elif feeds()[rule.feed].signal != rule.signal:
        yield ("signal",), f"名单 {rule.feed} 给出的信号是 {feeds()[rule.feed].signal}，不是 {rule.signal}"
    if isinstance(rule.attributes, str) and rule.attributes not in pack.lists:
        yield ("attributes",), f"没有清单 {rule.attributes}，有：{_listed(pack.lists)}"
    unknown = [place for _, place, _, _ in Formatter().parse(rule.sentence) if place and place not in PLACES]
    if unknown:
        yield ("sentence",), f"说明中的 {{{unknown[0]}}} 不认识，可用：{_listed(PLACES)}"
    if rule.threshold and rule.threshold.parameter not in pack.parameters:
        yield ("threshold",), f"没有参数 {rule.threshold.parameter}，有：{_listed(pack.parameters)}"
    if rule.window and rule.basis != "person_month":
        yield ("window",), "只有按人累计（basis: person_month）的规则可以有累计月数"
    months = [name for name, parameter in pack.parameters.items() if parameter.unit == "months"]
    if rule.window and rule.window not in months:
        yield ("window",), f"累计月数应为单位是 months 的参数，{rule.window} 不是，有：{_listed(months)}"


def _said_twice(where: "str | Location", names: Sequence[str]) -> Iterator[Found]:
    place = (where,) if isinstance(where, str) else where
    for position, name in enumerate(names):
        if name in names[:position]:
            yield (*place, position), f"{name} 写了两次，请只留一处"


def _listed(names: Iterable[str]) -> str:
    return "、".join(names) or "（无）"
