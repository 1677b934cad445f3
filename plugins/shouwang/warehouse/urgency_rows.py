"""A pack's urgent lane as rows of the reference tables."""

from typing import Any

from shouwang.policies import Pack

Rows = list[tuple[Any, ...]]


def urgency_rows(pack: Pack) -> dict[str, Rows]:
    """Table name to the rows that say what is handled at once; none for a pack without an urgent lane."""
    version, said = pack.version, pack.urgent
    if said is None:
        return {}
    limits = (said.check, said.window, said.lane.limit)
    return {
        "policy_urgency": [(version, *limits, said.lane.label, said.lane.department, said.clause, said.lane.clause)],
        "policy_urgent_kinds": [(version, kind.kind, kind.clause) for kind in said.kinds],
        "policy_urgent_rules": [
            (version, kind.kind, same.rule, attribute)
            for kind in said.kinds
            for same in kind.rules
            for attribute in (same.attributes or (None,))
        ],
    }
