"""What packs say of steps and ways of discovery holds together, and a slip of the pen is refused with its line."""

import pytest

from shouwang.feeds import feeds
from shouwang.policies import packs
from shouwang.policies.packs import HERE, parse_pack

LIESHAN = (HERE / "lieshan.yml").read_text(encoding="utf-8")


def test_every_pack_has_a_procedure_and_a_way_of_discovery_for_each_of_its_signals() -> None:
    for pack in packs().values():
        assert pack.procedure is not None
        told = {channel for way in pack.discoveries for channel in way.channels}
        assert {feeds()[expected.feed].channel for expected in pack.feeds if feeds()[expected.feed].signal} <= told


@pytest.mark.requirement("LS-06")
def test_lieshan_takes_two_and_two_and_five_and_three_and_three_days_fifteen_in_all() -> None:
    pack = packs()["lieshan"]
    assert pack.procedure is not None
    usual = [step for step in pack.procedure.steps if step.step != "measures"]
    named = [name for step in usual for name in (step.limit, step.minimum) if name]
    days = [int(pack.parameters[name].value_in(pack.effective_from)) for name in named]
    assert (days, sum(days)) == ([2, 2, 5, 3, 3], 15)
    assert pack.parameters[pack.procedure.total].value_in(pack.effective_from) == 15


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("limit: review_days", "limit: no_days", "环节 review：没有以天计的参数 no_days"),
        ("limit: review_days", "limit: farm_loss_amount", "环节 review：没有以天计的参数 farm_loss_amount"),
        ("after: [opened], limit", "after: [applied], limit", "没有环节 .*applied"),
        ("after: [opened], limit", "limit", "不知在何环节之后"),
        ("begins: true,", "", "应有开始案件的环节"),
        ("step: review, label", "step: home_check, label", "写了两次"),
        ("step: review, label", "step: chat, label", "没有环节 .*review"),
        ("holder: township, held_by: 镇", "holder: nobody, held_by: 镇", "环节 township_review：没有部门 nobody"),
        ("channels: [other]", "channels: [home_visit]", "发现渠道 home_visit 应恰属一项"),
        ("warning: case_warning_days", "warnings: case_warning_days", "warnings"),
    ],
)
def test_a_slip_of_the_pen_is_refused(right: str, wrong: str, told: str) -> None:
    assert right in LIESHAN
    with pytest.raises(ValueError, match=told):
        parse_pack(LIESHAN.replace(right, wrong, 1))
