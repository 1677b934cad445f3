"""Intake: inbox to archive to landing."""

from shouwang.landing.checking import check
from shouwang.landing.collection import collect, landed_deliveries
from shouwang.landing.errors import LoadingError, RefusalError
from shouwang.landing.ledger import Delivery
from shouwang.landing.loading import land
from shouwang.landing.reports import CheckReport, Problem

__all__ = [
    "CheckReport",
    "Delivery",
    "LoadingError",
    "Problem",
    "RefusalError",
    "check",
    "collect",
    "land",
    "landed_deliveries",
]
