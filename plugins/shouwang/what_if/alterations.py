"""Other values for the parameters of a policy, as somebody asks for them: ``monitoring_range=7500``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from shouwang.policies import Pack, Parameter

UNITS = {
    "yuan": "元",
    "yuan_per_month": "元/月",
    "years": "岁",
    "months": "个月",
    "days": "天",
    "working_days": "个工作日",
    "times": "倍",
    "households": "户",
    "pieces": "件",
}
PLACES = Decimal("0.01")
LIMIT = Decimal(10) ** 12  # what the warehouse's column holds


@dataclass(frozen=True)
class Alteration:
    """A parameter of the pack, its value in force in the month and the one to judge by (in the parameter's unit)."""

    name: str
    parameter: Parameter
    in_force: Decimal
    asked: Decimal

    @property
    def text(self) -> str:
        """``监测范围（人均纯收入）：7000元 → 7500元``."""
        unit = UNITS[self.parameter.unit]
        return f"{self.parameter.label}：{self.in_force:f}{unit} → {self.asked:f}{unit}"


def parse_alterations(pack: Pack, month: date, asked: Iterable[str]) -> tuple[Alteration, ...]:
    """What is asked for, by name; a name may be cut short as long as one parameter alone begins so.

    ValueError for anything but ``name=number``, a negative number, a parameter asked for twice or none at all;
    LookupError for a name the pack does not have, which names those it has.
    """
    values: dict[str, Decimal] = {}
    for text in asked:
        name, value = _parse(text)
        whole = _whole_name(pack, name)
        if whole in values:
            raise ValueError(f"参数 {whole} 给了两次（{values[whole]}、{value}）；请只给一次")
        values[whole] = value
    if not values:
        raise ValueError(f"没有给出要改的参数；请用 --set 参数=数值，{pack.title}有：{_listed(pack.parameters)}")
    return tuple(
        Alteration(name, pack.parameters[name], pack.parameters[name].value_in(month), values[name])
        for name in sorted(values)
    )


def _parse(text: str) -> tuple[str, Decimal]:
    name, equals, number = text.partition("=")
    try:
        value = Decimal(number.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not (equals and value.is_finite() and 0 <= value < LIMIT and value == value.quantize(PLACES)):
        raise ValueError(f"{text!r} 不是“参数=数值”：数值应为不小于 0、至多两位小数的数，如 monitoring_range=7500")
    return name.strip(), value


def _whole_name(pack: Pack, name: str) -> str:
    fitting = [known for known in pack.parameters if known == name] or [
        known for known in pack.parameters if name and known.startswith(name)
    ]
    if len(fitting) != 1:
        found = f"可能是 {'、'.join(fitting)}，请写全" if fitting else f"有：{_listed(pack.parameters)}"
        raise LookupError(f"{pack.title}中没有唯一的参数 {name!r}；{found}")
    return fitting[0]


def _listed(parameters: Mapping[str, Parameter]) -> str:
    return "、".join(f"{name}（{parameter.label}）" for name, parameter in parameters.items())
