"""The published relations of the urgent lane: declared like those of the models, written outside the months."""

from functools import cache
from pathlib import Path

from shouwang.warehouse.published_tables import PublishedTable, tables_in

DECLARED = Path(__file__).parent / "tables.yml"


@cache
def urgent_tables() -> tuple[PublishedTable, ...]:
    """``marts.fct_urgent_reports`` and ``publication.rpt_urgent_referrals``, in this order."""
    return tables_in([DECLARED])
