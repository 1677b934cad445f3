"""Versions of a month, made up."""

from datetime import UTC, date, datetime

from shouwang.publication.versions import Version


def version_of(month: date) -> Version:
    """The first version of Yanling's month."""
    return Version("411024", month, 1, "411024-1", "yanling-1", "f" * 64, datetime(2022, 2, 11, tzinfo=UTC))
