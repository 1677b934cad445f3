"""The written rules of the dbt project, as functions from models to what breaks them."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

PUBLISHED_LAYERS = {"marts", "publication", "aggregates"}
PREFIXES = {
    "staging": r"stg_{folder}__[a-z_]+",
    "intermediate": r"int_[a-z_]+_([a-z]+ed|known)",
    "marts": r"(dim|fct|bridge)_[a-z_]*(s|people)",
    "publication": r"rpt_[a-z_]+",
    "aggregates": r"agg_[a-z_]+s",
}
CLOCK = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|random|setseed|gen_random_uuid)\s*\("
    r"|\b(current_date|current_time|current_timestamp|localtime|localtimestamp|run_started_at|modules)\b"
    r"|'(today|yesterday|tomorrow|now)'",
    re.IGNORECASE,
)


class Model(NamedTuple):
    """What the rules look at; ``columns`` is name to (type, description)."""

    name: str
    layer: str
    folder: str
    description: str
    models_read: tuple[str, ...]
    sources_read: tuple[str, ...]
    columns: dict[str, tuple[str, str]]
    sql: str
    is_contracted: bool
    is_published: bool
    is_key_tested: bool


Rule = Callable[[list[Model]], list[str]]


def read_models(manifest: Any) -> list[Model]:
    """Every model of a parsed project, by name."""
    tests = [
        node for node in manifest.nodes.values() if node.resource_type == "test" and hasattr(node, "test_metadata")
    ]
    keyed = {test.attached_node for test in tests if test.test_metadata.kwargs.get("unique")}
    nodes = {node.name: node for node in manifest.nodes.values() if node.resource_type == "model"}
    tested = {name for name, node in nodes.items() if node.unique_id in keyed}
    return sorted(
        _model(manifest, node, is_key_tested=node.config.meta.get("key_tested_in", name) in tested)
        for name, node in nodes.items()
    )


def _model(manifest: Any, node: Any, *, is_key_tested: bool) -> Model:
    read = node.depends_on.nodes
    return Model(
        name=node.name,
        layer=node.fqn[1],
        folder=node.fqn[-2],
        description=node.description,
        models_read=tuple(sorted(manifest.nodes[name].name for name in read if name.startswith("model."))),
        sources_read=tuple(sorted(manifest.sources[name].source_name for name in read if name.startswith("source."))),
        columns={column.name: (column.data_type or "", column.description) for column in node.columns.values()},
        sql=node.raw_code,
        is_contracted=node.config.contract.enforced,
        is_published=bool(node.config.meta.get("publish")),
        is_key_tested=is_key_tested,
    )


def names_tell_the_layer(models: list[Model]) -> list[str]:
    """A model's name begins with what its folder says it is."""
    forms = {model.name: PREFIXES[model.layer].format(folder=model.folder) for model in models}
    return [model.name for model in models if not re.fullmatch(forms[model.name], model.name)]


def staging_reads_sources_only(models: list[Model]) -> list[str]:
    """A staging model reads nothing that another model decided."""
    return [model.name for model in models if model.layer == "staging" and model.models_read]


def only_staging_reads_what_was_sent(models: list[Model]) -> list[str]:
    """Landing, ledger and published months are read in staging; reference data by intermediate models too."""
    allowed = {"staging": {"landing", "ops", "published"}, "intermediate": {"reference"}}
    return [model.name for model in models if set(model.sources_read) - allowed.get(model.layer, set())]


def what_leaves_passes_intermediate(models: list[Model]) -> list[str]:
    """Marts, publications and aggregates read no staging model."""
    leaving = [model for model in models if model.layer in PUBLISHED_LAYERS]
    return [model.name for model in leaving if any(name.startswith("stg_") for name in model.models_read)]


def nothing_reads_forward(models: list[Model]) -> list[str]:
    """An intermediate model reads nothing that is published."""
    layers = {model.name: model.layer for model in models}
    early = [model for model in models if model.layer == "intermediate"]
    return [model.name for model in early if any(layers.get(name) in PUBLISHED_LAYERS for name in model.models_read)]


def everything_is_documented(models: list[Model]) -> list[str]:
    """A model's description begins with its grain, and every column has a type and a description."""
    undescribed = [model.name for model in models if not model.description.startswith("One row per ")]
    bare = [f"{m.name}.{column}" for m in models for column, said in m.columns.items() if not all(said)]
    return undescribed + bare + [model.name for model in models if not model.columns]


def what_leaves_is_a_contract(models: list[Model]) -> list[str]:
    """Whatever stands in a published layer is published, and what is published is contracted; nothing else is."""
    return [
        model.name
        for model in models
        if not (model.is_published == model.is_contracted == (model.layer in PUBLISHED_LAYERS))
    ]


def keys_are_tested(models: list[Model]) -> list[str]:
    """Every model's key is tested (``keyed``), on itself or on the model its ``key_tested_in`` names."""
    return [model.name for model in models if not model.is_key_tested]


def no_model_reads_a_clock(models: list[Model]) -> list[str]:
    """A month is a value: no model asks what time it is, or chance."""
    return [model.name for model in models if CLOCK.search(model.sql)]


def a_column_name_has_one_type(models: list[Model]) -> list[str]:
    """The same column name has the same type everywhere."""
    types: dict[str, set[str]] = defaultdict(set)
    for model in models:
        for column, (data_type, _) in model.columns.items():
            types[column].add(data_type)
    return sorted(column for column, found in types.items() if len(found) > 1)


RULES: tuple[Rule, ...] = (
    names_tell_the_layer,
    staging_reads_sources_only,
    only_staging_reads_what_was_sent,
    what_leaves_passes_intermediate,
    nothing_reads_forward,
    everything_is_documented,
    what_leaves_is_a_contract,
    keys_are_tested,
    no_model_reads_a_clock,
    a_column_name_has_one_type,
)
