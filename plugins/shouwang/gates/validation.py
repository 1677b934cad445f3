"""Runs suites with Great Expectations: one ephemeral context, one bundled query per batch, yes or no per check.

Results are asked for as ``BOOLEAN_ONLY``: no value of any row comes back. How many rows fail and which is counted by
the check's own SQL, inside the database.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import great_expectations as gx
from great_expectations.data_context.types import base
from great_expectations.datasource.fluent import PostgresDatasource
from great_expectations.datasource.fluent.sql_datasource import QueryAsset, TableAsset
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from shouwang.gates.checks import Batch, GateSuite
from shouwang.settings import Settings
from shouwang.uncollected import uncollected
from shouwang.warehouse.connection import parameters

READING_ONLY = "-c default_transaction_read_only=on"
CANNOT_BE_RUN = "无法执行：数据表缺失、列不符或数据库中断；请运维人员查看数据库后重试"
BOOLEAN_ONLY: dict[str, Any] = {"result_format": "BOOLEAN_ONLY"}


class GateBroken(RuntimeError):
    """A check could not be run: no verdict about the data is possible."""


class Validator:
    """Great Expectations on the warehouse, reading only, as the role ``transformer``."""

    def __init__(self, context: Any, datasource: PostgresDatasource) -> None:
        self._context = context
        self._datasource = datasource

    def are_met(self, suite: GateSuite) -> dict[str, bool]:
        """Check name to whether it is met; GateBroken when one could not be run."""
        met = {check.name: True for check in suite.checks}
        for batch in map(self._to_be_run, suite.batches):
            met |= {name: bool(result.success) for name, result in self.results(batch, BOOLEAN_ONLY)}
        return met

    def results(self, batch: Batch, result_format: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """Check name and Great Expectations' result in ``result_format``, for each check of ``batch``."""
        if not batch.checks:
            return
        name = f"{batch.name} {uuid4()}"
        rows = self._rows(batch, name).add_batch_definition_whole_table(name).get_batch()
        for check in batch.checks:
            check.expectation.meta = {"check": check.name}
        suite = gx.ExpectationSuite(name=name, expectations=[check.expectation for check in batch.checks])
        found = rows.validate(suite, result_format=result_format)
        for result in found.results:
            yield _named(result)

    def _to_be_run(self, batch: Batch) -> Batch:
        """The batch with those checks that a run can tell anything about: of no row, whatever is said is true."""
        if batch.is_gathered or self._has_row(batch):
            return batch
        return replace(batch, checks=tuple(check for check in batch.checks if not check.is_of_rows))

    def _has_row(self, batch: Batch) -> bool:
        try:
            with self._datasource.get_engine().connect() as connection:
                asked = f"select exists (select from {batch.rows})"  # noqa: S608 - our own suites' SQL
                return bool(connection.execution_options(no_parameters=True).exec_driver_sql(asked).scalar())
        except SQLAlchemyError as error:
            raise GateBroken(f"检查“{batch.name}”{CANNOT_BE_RUN}") from error

    def _rows(self, batch: Batch, name: str) -> TableAsset | QueryAsset:
        """Of a query Great Expectations runs the whole once more to learn its columns."""
        if batch.relation is None:
            return self._datasource.add_query_asset(name=name, query=batch.query)
        schema, table = batch.relation
        return self._datasource.add_table_asset(name=name, table_name=table, schema_name=schema)


def _named(result: Any) -> tuple[str, Any]:
    name = result.expectation_config.meta["check"]
    if _was_raised(result.exception_info or {}):
        raise GateBroken(f"检查“{name}”{CANNOT_BE_RUN}")
    return name, result


def _was_raised(information: dict[str, Any]) -> bool:
    nested = (part for part in information.values() if isinstance(part, dict))
    return bool(information.get("raised_exception")) or any(_was_raised(part) for part in nested)


@contextmanager
def open_validator(settings: Settings, stage: str) -> Iterator[Validator]:
    """A validator for one gate run; its connections are closed at the end."""
    logging.getLogger(base.__name__).setLevel(logging.WARNING)  # it tells of every folder it makes
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = base.ProgressBarsConfig(globally=False)
    datasource = context.data_sources.add_postgres("warehouse", connection_string=_address(settings, stage))
    try:
        with uncollected():
            yield Validator(context, datasource)
    finally:
        datasource.get_engine().dispose()


def _address(settings: Settings, stage: str) -> str:
    place = parameters(settings, "transformer")
    url = URL.create(
        "postgresql+psycopg2",
        username=str(place["user"]),
        password=str(place["password"]),
        host=str(place["host"]),
        port=int(place["port"]),
        database=str(place["dbname"]),
        query={"application_name": f"shouwang {stage}", "options": READING_ONLY},
    )
    return url.render_as_string(hide_password=False)
