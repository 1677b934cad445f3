"""Revisions of urgent lists: row keys carry them above those that a month's lists ever reach."""

BEFORE_FIRST = 1000


def name_revision(revision: int) -> str:
    """The revision in a row key as people say it."""
    return f"急难第{revision - BEFORE_FIRST}号" if revision > BEFORE_FIRST else str(revision)
