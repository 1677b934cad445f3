"""The rules of the dbt project are executed, and each is shown able to fail."""

from pathlib import Path
from typing import Any

import pytest

from tests.dbt.dbt_invocation import invoke
from tests.dbt.project_rules import CLOCK, RULES, Model, Rule, read_models

GOOD = Model(
    name="int_people_resolved",
    layer="intermediate",
    folder="people",
    description="One row per person.",
    models_read=("stg_water__unsafe_households",),
    sources_read=("reference",),
    columns={"person_id": ("bigint", "Person.")},
    sql="select person_id, known_now from people",
    is_contracted=False,
    is_published=False,
    is_key_tested=True,
)
STAGED = GOOD._replace(
    name="stg_water__unsafe_households", layer="staging", folder="water", models_read=(), sources_read=("landing",)
)
LEAVING = GOOD._replace(
    name="dim_people",
    layer="marts",
    models_read=("int_people_resolved",),
    sources_read=(),
    is_contracted=True,
    is_published=True,
)
BROKEN: dict[str, Model] = {
    "names_tell_the_layer": STAGED._replace(name="stg_health__unsafe_households"),
    "staging_reads_sources_only": STAGED._replace(models_read=("int_people_resolved",)),
    "only_staging_reads_what_was_sent": GOOD._replace(sources_read=("landing",)),
    "what_leaves_passes_intermediate": LEAVING._replace(models_read=("stg_water__unsafe_households",)),
    "nothing_reads_forward": GOOD._replace(models_read=("dim_people",)),
    "everything_is_documented": GOOD._replace(columns={"person_id": ("bigint", "")}),
    "what_leaves_is_a_contract": LEAVING._replace(is_contracted=False),
    "keys_are_tested": GOOD._replace(is_key_tested=False),
    "no_model_reads_a_clock": GOOD._replace(sql="select person_id from people where birth_month < current_date"),
    "a_column_name_has_one_type": GOOD._replace(columns={"person_id": ("text", "Person.")}),
}


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The project as dbt parses it without any environment; a warning is an error."""
    outcome = invoke(["--warn-error", "parse"], tmp_path_factory.mktemp("parsed"))
    assert outcome.exception is None, outcome.exception
    return outcome.result


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(manifest: Any, rule: Rule) -> None:
    models = read_models(manifest)
    assert len(models) > 40
    assert rule(models) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_notices_when_it_is_broken(rule: Rule) -> None:
    assert rule([GOOD, STAGED, LEAVING]) == []
    assert rule([GOOD, STAGED, LEAVING, BROKEN[rule.__name__]]) != []


def test_no_macro_of_ours_reads_a_clock(manifest: Any) -> None:
    ours = {macro.name: macro.macro_sql for macro in manifest.macros.values() if macro.package_name == "shouwang"}
    assert "pinned_rows" in ours
    assert [name for name, text in ours.items() if CLOCK.search(text)] == []


def test_every_column_is_described_in_one_place(manifest: Any) -> None:
    blocks = [doc.name for doc in manifest.docs.values() if doc.package_name == "shouwang"]
    columns = {column for model in read_models(manifest) for column in model.columns}
    assert sorted(blocks) == sorted(columns)


def test_every_model_has_a_document_of_its_own(manifest: Any) -> None:
    models = [node for node in manifest.nodes.values() if node.resource_type == "model"]
    documents = {node.name: Path(node.patch_path.split("://")[1]) for node in models}
    paths = {node.name: Path(node.original_file_path) for node in models}
    assert documents == {name: path.with_suffix(".yml") for name, path in paths.items()}
