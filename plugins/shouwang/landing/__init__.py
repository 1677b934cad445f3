"""Intake: inbox to archive to landing. What is named here is imported when it is first used.

The child that reads files and the guard of packages live in this package too and start without database and frames.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shouwang.landing.checking import check
    from shouwang.landing.collection import collect, landed_deliveries
    from shouwang.landing.doubts.decisions import DecisionError, decide, withdraw
    from shouwang.landing.doubts.questioning import question
    from shouwang.landing.doubts.questions import Question, open_questions
    from shouwang.landing.errors import LoadingError, RefusalError
    from shouwang.landing.ledger import Delivery
    from shouwang.landing.loading import land
    from shouwang.landing.reports import CheckReport, Problem
    from shouwang.landing.sharing import land_each, share_out

__all__ = [
    "CheckReport",
    "DecisionError",
    "Delivery",
    "LoadingError",
    "Problem",
    "Question",
    "RefusalError",
    "check",
    "collect",
    "decide",
    "land",
    "land_each",
    "landed_deliveries",
    "open_questions",
    "question",
    "share_out",
    "withdraw",
]
HOMES = {
    "CheckReport": "reports",
    "DecisionError": "doubts.decisions",
    "Delivery": "ledger",
    "LoadingError": "errors",
    "Problem": "reports",
    "Question": "doubts.questions",
    "RefusalError": "errors",
    "check": "checking",
    "collect": "collection",
    "decide": "doubts.decisions",
    "land": "loading",
    "land_each": "sharing",
    "landed_deliveries": "collection",
    "open_questions": "doubts.questions",
    "question": "doubts.questioning",
    "share_out": "sharing",
    "withdraw": "doubts.decisions",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
