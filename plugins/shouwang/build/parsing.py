"""The dbt project, parsed once and kept: parsing takes as long as judging a small month, and says the same each time.

What differs between builds are variables, which dbt reads when it compiles, and the schema, which is put in here.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from shouwang.build.builds import Build
from shouwang.durable_files import write_whole
from shouwang.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dbt.contracts.graph.manifest import Manifest

DBT_PROJECT = PROJECT_ROOT / "dbt_project"
PARSED = ("dbt_project.yml", "profiles.yml", "models/**/*", "macros/**/*", "tests/**/*")
PROGRAMS = ("dbt-core", "dbt-postgres")
_known: dict[str, bytes] = {}


def parsed_project(settings: Settings, found: Build, parse: "Callable[[], Manifest]") -> "Manifest":
    """The parsed project with its models in the build's schema; ``parse`` is called where nobody parsed this wording.

    Kept in ``<home>/dbt`` under a digest of the project and of dbt's version.
    """
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumaro_encoder, extended_mashumuro_decoder

    path = settings.home / "dbt" / f"parsed-{_digest()}.msgpack"
    if path.name not in _known:
        _known[path.name] = path.read_bytes() if path.exists() else parse().to_msgpack(extended_mashumaro_encoder)
    if not path.exists():
        write_whole(path, _known[path.name], 0o600)
    manifest: Manifest = Manifest.from_msgpack(_known[path.name], decoder=extended_mashumuro_decoder)
    _place(manifest, settings.warehouse_database, found.schema_name)
    return manifest


def _place(manifest: "Manifest", database: str, schema: str) -> None:
    """Models and tests into the schema, everything into the database."""
    for node in manifest.nodes.values():
        node.database, node.schema = database, schema
        if getattr(node, "relation_name", None):
            node.relation_name = f'"{database}"."{schema}"."{node.alias}"'
    for source in manifest.sources.values():
        source.database = database
        source.relation_name = f'"{database}"."{source.schema}"."{source.identifier}"'


@cache
def _digest() -> str:
    found = hashlib.sha256("".join(f"{name} {version(name)} " for name in PROGRAMS).encode())
    for path in sorted(path for pattern in PARSED for path in DBT_PROJECT.glob(pattern) if path.is_file()):
        found.update(path.relative_to(DBT_PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
