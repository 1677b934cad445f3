"""What is declared of forms holds together, and a slip of the pen is refused."""

from typing import Any

import pytest
import yaml

from shouwang.forms import Form, forms
from shouwang.forms.declarations import HERE
from shouwang.publication.form_facts import fact_names
from shouwang.publication.notice_sheets import mask_name
from shouwang.warehouse.published_tables import published_tables

REVIEW = (HERE / "township_review.yml").read_text(encoding="utf-8")
COMPUTED = {"member_count", "risk_labels"}
ISSUED = [form for form in forms().values() if form.source]


@pytest.mark.parametrize("form", ISSUED, ids=lambda form: form.form)
def test_a_form_tells_what_its_relation_publishes(form: Form) -> None:
    assert form.source is not None
    tables = {f"{table.schema_name}.{table.name}": table for table in published_tables()}
    published = tables[form.source.relation]
    needed = {*fact_names(form), *form.source.where, "household_id"} - COMPUTED
    needed |= {form.source.of_month} if form.source.of_month else set()
    needed |= {"holder_code"} if form.source.addressee == "holder" else set()
    assert published.kind == "month"
    assert needed <= set(published.column_names)


def test_no_title_stands_in_another_and_none_in_the_name_of_an_ordinary_list() -> None:
    sealed = {form.title for form in forms().values() if not form.may_be_ordinary}
    others = {form.title for form in forms().values()} | {form.declared.title for form in forms().values()}
    assert [(one, other) for one in sealed for other in others if one != other and one in other] == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("column: head_name,", "column: head,", r"feed case_steps has no columns \['head'\]"),
        ("choices: [township_review, refused]", "choices: [agreed]", r"column case_step_code has no code \['agreed'\]"),
        ("  - {column: head_id_number, value: head_id_number}\n", "", r"nobody fills the required columns \['head_id"),
        ("header: 家庭人口", "header: 户主", r"headers \['户主'\] belong to columns of the feed"),
        ("column: village_name, value: village_name", "column: village_name", "value or code, one of them"),
        ("column: village_name,", "column: township_name,", "a column is listed twice"),
        ("addressee: holder", "addressee: village", "addressee"),
        ("note:", "notes:", "notes"),
    ],
)
def test_a_slip_of_the_pen_is_refused(right: str, wrong: str, told: str) -> None:
    assert right in REVIEW
    document: dict[str, Any] = yaml.safe_load(REVIEW.replace(right, wrong, 1))
    with pytest.raises(ValueError, match=told):
        Form.model_validate(document)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张小三", "张*三"),
        ("欧阳小明", "欧**明"),
        ("阿卜杜拉·买买提", "阿******提"),
        ("张", "张"),
        ("", ""),
    ],
)
def test_neighbours_recognise_a_name_and_strangers_do_not(name: str, shown: str) -> None:
    assert mask_name(name) == shown
