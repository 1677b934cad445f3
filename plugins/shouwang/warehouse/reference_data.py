"""Reference data: divisions, departments, feeds, code labels and every policy pack, written as they are declared.

A pack's rows are keyed by its version and never change; a changed pack is a new version beside the old.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values

from shouwang.arrivals.scorecard import scorecard
from shouwang.divisions import Division, county_of, history
from shouwang.feeds import Feed, departments, feeds
from shouwang.feeds.declarations import vocabulary
from shouwang.people.claims import precedence_rows
from shouwang.policies import Pack, packs
from shouwang.quality import QualityRule, quality_facts, quality_rules
from shouwang.warehouse.classification_rows import classification_rows
from shouwang.warehouse.exchange_rows import exchange_rows
from shouwang.warehouse.outreach_rows import outreach_rows
from shouwang.warehouse.procedure_rows import procedure_rows, working_day_rows
from shouwang.warehouse.urgency_rows import urgency_rows

FOREVER = date(9999, 12, 31)


def load_reference(connection: Connection) -> None:
    """Write all reference data inside the caller's transaction."""
    _replace(connection, "divisions", map(_division_row, history().divisions))
    _replace(connection, "division_successions", history().successions)
    _replace(connection, "departments", [(d.code, d.name) for d in departments().values()])
    _replace(connection, "feeds", map(_feed_row, feeds().values()))
    _replace(connection, "feed_due_months", [(f.feed, month) for f in feeds().values() for month in f.due_months])
    _replace(connection, "code_labels", _code_labels())
    _replace(connection, "claim_precedences", precedence_rows())
    _replace(connection, "scorecard_weights", [scorecard().weights])
    _replace(connection, "quality_rules", map(_quality_row, quality_rules().values()))
    _replace(connection, "quality_facts", quality_facts().items())
    _replace(connection, "working_days", working_day_rows())
    for pack in packs().values():
        _add_pack(connection, pack)


def _division_row(division: Division) -> tuple[Any, ...]:
    return (*division, division.code if division.level == "city" else county_of(division.code))


def _quality_row(rule: QualityRule) -> tuple[Any, ...]:
    return (rule.number, rule.group_label, rule.label, rule.grain, rule.mender, list(rule.shows))


def _feed_row(feed: Feed) -> tuple[Any, ...]:
    required = sum(column.required for column in feed.columns)
    expected = (feed.cadence, feed.content, required)
    return (feed.feed, feed.department, feed.title, *expected, feed.subject, feed.signal, feed.channel)


def _code_labels() -> list[tuple[str, str, str]]:
    return [
        (name, code, label)
        for name, column in vocabulary().items()
        for code, label in {c: lb for lb, c in reversed((column.get("codes") or {}).items())}.items()
    ]


def pack_rows(pack: Pack) -> dict[str, list[tuple[Any, ...]]]:
    """Table name to the rows that say what the pack says."""
    version = pack.version
    return {
        "policies": [(version, pack.policy, pack.document_number, pack.title, pack.deadline_day)],
        "policy_feeds": [(version, expected.feed, expected.clause) for expected in pack.feeds],
        "policy_parameters": [row for name in pack.parameters for row in _parameter_rows(pack, name)],
        "policy_rules": [_rule_row(pack, position) for position in range(len(pack.rules))],
        "policy_rule_attributes": [(version, r.rule, a) for r in pack.rules for a in pack.attributes_of(r)],
        **_judging_rows(pack),
        "policy_priorities": [
            (version, p.group, rank, p.label, p.because.living_alone_from_age, p.because.sudden)
            for rank, p in enumerate(pack.priorities, start=1)
        ],
        "policy_priority_signals": [
            (version, p.group, signal, attribute)
            for p in pack.priorities
            for signal in p.because.signals
            for attribute in (p.because.attributes or (None,))
        ],
        **classification_rows(pack),
        **delivery_rows(pack),
        **procedure_rows(pack),
        **outreach_rows(pack),
        **exchange_rows(pack),
        **urgency_rows(pack),
    }


def delivery_rows(pack: Pack) -> dict[str, list[tuple[Any, ...]]]:
    """What the pack says of relief already decided: lists of codes, doubts, gaps and hardships."""
    version = pack.version
    return {
        "policy_lists": [(version, name, code) for name, said in pack.lists.items() for code in said.values],
        "policy_integrity_checks": [
            (
                *(version, c.doubt, position, c.label, list(c.evidence), list(c.codes), c.measure, c.parameter),
                *(c.operator, c.asks_unknown, c.checker, c.clause, c.clause_text, c.sentence),
            )
            for position, c in enumerate(pack.integrity)
        ],
        "policy_delivery_checks": [
            (
                *(version, c.gap, position, c.label, list(c.codes), c.parameter, c.in_charge),
                *(c.clause, c.clause_text, c.sentence),
            )
            for position, c in enumerate(pack.delivery)
        ],
        "policy_hardships": [
            (version, h.hardship, h.label, h.in_charge, h.clause, list(h.risks), list(h.relief), list(h.measures))
            for h in pack.hardships
        ],
        "policy_hardship_signals": [
            (version, h.hardship, said.signal, attribute)
            for h in pack.hardships
            for said in h.signals
            for attribute in (said.attributes or (None,))
        ],
    }


def _judging_rows(pack: Pack) -> dict[str, list[tuple[Any, ...]]]:
    version = pack.version
    return {
        "policy_changes": [(version, c.change, number) for number, c in enumerate(pack.changes, start=1)],
        "policy_rule_changes": [(version, rule, c.change) for c in pack.changes for rule in c.rules],
        "policy_rule_grades": [(version, r, g.grade, g.label, g.clause) for g in pack.grades for r in g.rules],
        "policy_consultations": [(version, c.extent, c.label, c.consulted, c.clause) for c in pack.consultations],
    }


def _parameter_rows(pack: Pack, name: str) -> list[tuple[Any, ...]]:
    parameter = pack.parameters[name]
    values = sorted(parameter.values, key=lambda dated: dated.valid_from)
    ends = [dated.valid_from for dated in values[1:]] + [FOREVER]
    said = (pack.version, name, parameter.label, parameter.unit, parameter.clause)
    return [
        (*said, dated.valid_from, end, dated.value, parameter.is_default)
        for dated, end in zip(values, ends, strict=True)
    ]


def _rule_row(pack: Pack, position: int) -> tuple[Any, ...]:
    rule = pack.rules[position]
    threshold = (rule.threshold.parameter, rule.threshold.operator) if rule.threshold else (None, None)
    return (
        *(pack.version, rule.rule, position, rule.label, rule.feed, rule.signal, *threshold),
        *(rule.basis, rule.window, rule.is_sudden, rule.clause, rule.clause_text, rule.sentence),
    )


def _replace(connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("delete from reference.{}").format(sql.Identifier(table)))
        execute_values(cursor, _insert(table), [tuple(row) for row in rows], page_size=5000)


def _insert(table: str) -> sql.Composed:
    return sql.SQL("insert into reference.{} values %s").format(sql.Identifier(table))


def _add_pack(connection: Connection, pack: Pack) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1 from reference.policies where policy_version = %s", (pack.version,))
        if cursor.fetchone():
            return
        for table, rows in pack_rows(pack).items():
            if rows:
                execute_values(cursor, _insert(table), rows)
