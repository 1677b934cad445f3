"""Forms of visits and spot checks: who is due or drawn stands on the form of its township, and nobody else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest

from shouwang.settings import Settings
from tests.policies.outreach.counties import counties
from tests.policies.outreach.samples import draw_of, people_of

SEPTEMBER = date(2022, 9, 1)


def form_rows(settings: Settings, policy: str, month: date, title: str) -> Iterator[dict[str, Any]]:
    """The rows of every township's form."""
    directory = settings.outbox / counties()[policy].code / f"{month:%Y-%m}" / "01" / "表单"
    for path in sorted(directory.glob(f"*_{title}.xlsx")):
        header, *rows = list(openpyxl.load_workbook(path).worksheets[0].values)[2:]
        for row in rows:
            line = dict(zip(map(str, header), row, strict=True))
            assert path.name == f"{line['乡镇']}_{title}.xlsx"
            yield line


@pytest.mark.requirement("LS-12", "LA-10")
def test_who_is_due_a_visit_stands_on_the_log_of_the_township(lived: Settings) -> None:
    due = {
        case.head.id_number: case.said["due"].split()[1] for case in counties()["lieshan"].cases if "due" in case.said
    }
    found = list(form_rows(lived, "lieshan", SEPTEMBER, "走访登记表"))
    days = {line["户主身份证号"]: line["应于何日前"] for line in found}
    assert len(found) == len(due)
    assert days == {
        number: f"{day:%Y年%-m月%-d日}" for number, text in due.items() for day in [date.fromisoformat(text)]
    }
    assert {(line["走访日期"], line["走访方式"], line["排查人"]) for line in found} == {(None, None, None)}


@pytest.mark.requirement("QD-09", "LA-10")
def test_who_is_drawn_stands_on_the_form_of_the_spot_check_with_the_month(lived: Settings, september: date) -> None:
    drawn = [number for numbers in draw_of(lived, "qidong", september).values() for number in numbers]
    people = people_of("qidong")
    found = list(form_rows(lived, "qidong", september, "抽查核实表"))
    assert sorted(line["户主身份证号"] for line in found) == sorted(people[number].id_number for number in drawn)
    assert {line["抽取月份"] for line in found} == {f"{september:%Y%m}"}
    assert {(line["抽查结果"], line["核查日期"]) for line in found} == {(None, None)}
