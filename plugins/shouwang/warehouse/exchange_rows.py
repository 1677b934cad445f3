"""What a pack says of the exchange with departments and upwards, as rows of the reference tables."""

from typing import Any

from shouwang.policies import Pack

Rows = list[tuple[Any, ...]]


def exchange_rows(pack: Pack) -> dict[str, Rows]:
    """Table name to the rows that say what the pack says."""
    version, said = pack.version, pack.exchange
    asked = [(item, comparison) for comparison in said.comparisons for item in comparison.items]
    return {
        "policy_comparisons": [
            (version, comparison.feed, code, position, label, comparison.clause)
            for position, ((code, label), comparison) in enumerate(asked)
        ],
        "policy_shares": [(version, s.department, s.whom, s.people, s.answers, s.clause) for s in said.shares],
        "policy_finding_words": [(version, found.department, word) for found in said.findings for word in found.words],
        "policy_uploads": _upload_rows(pack),
    }


def _upload_rows(pack: Pack) -> Rows:
    upload = pack.exchange.upload
    if upload is None:
        return []
    words = (upload.title, upload.clause, upload.entered, upload.left, upload.changed)
    columns = upload.columns
    return [(pack.version, *words, [column.header for column in columns], [column.shows for column in columns])]
