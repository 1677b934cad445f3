"""What packs say of outreach holds together, and a slip of the pen is refused."""

import pytest

from shouwang.policies import PackRefused
from shouwang.policies.packs import HERE, parse_pack

QIDONG = (HERE / "qidong.yml").read_text(encoding="utf-8")
LIESHAN = (HERE / "lieshan.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "right", "wrong", "told"),
    [
        (LIESHAN, "group: monitored\n", "group: everybody\n", "outreach"),
        (LIESHAN, "forms: [at_home]", "forms: [by_post]", "outreach"),
        (LIESHAN, "parameter: absent_contact_months", "parameter: no_months", "没有参数 no_months"),
        (QIDONG, "share: sample_share", "share: no_share", "没有参数 no_share"),
        (QIDONG, "review: sample_review_months", "review: no_months", "没有参数 no_months"),
        (QIDONG, "quiet: application_quiet_months", "quiet: no_months", "没有参数 no_months"),
        (QIDONG, "inside: [dibao, ", "inside: [rich, ", "没有类别 rich"),
        (QIDONG, "[{feed: disability_roll}]", "[{feed: police_deaths}]", "police_deaths is no list of whom to seek"),
        (QIDONG, "[{feed: disability_roll}]", "[{feed: health_major_illnesses}]", "不在 feeds 中"),
        (QIDONG, "codes: [refused, withdrawn]", "codes: [lost]", "cannot say"),
        (QIDONG, "column: labour_code, codes: [weak, lost, none]", "codes: [weak]", "given together"),
        (QIDONG, "whole_household: true", "whole_houshold: true", "whole_houshold"),
    ],
)
def test_a_slip_of_the_pen_is_refused(text: str, right: str, wrong: str, told: str) -> None:
    assert right in text
    with pytest.raises(PackRefused, match=told):
        parse_pack(text.replace(right, wrong, 1))


def test_a_period_that_does_not_divide_the_year_is_refused() -> None:
    whole = "clause: 一(三)\n    values: [{valid_from: 2022-01-01, value: 3}]"
    assert whole in LIESHAN
    with pytest.raises(PackRefused, match=r"absent_contact_months[.]values：走访联系间隔应能整分一年"):
        parse_pack(LIESHAN.replace(whole, whole.replace("value: 3", "value: 5"), 1))


def test_every_number_of_ours_says_so() -> None:
    ours = ("sample_share", "sample_review_months", "outreach_recent_months", "outreach_event_months")
    lines = QIDONG.splitlines()
    for name in (*ours, "application_quiet_months"):
        start = lines.index(f"  {name}:")
        assert any(line.strip().startswith("# Ours") for line in lines[start : start + 6]), name
