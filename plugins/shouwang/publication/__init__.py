"""What leaves: the publishing transaction, the lists and the reasons behind them."""

from shouwang.publication.explanation import explain
from shouwang.publication.fingerprints import fingerprint
from shouwang.publication.list_ledger import IssuedList
from shouwang.publication.lists import Issued, NotPublished, issue_lists
from shouwang.publication.outbox import AlteredFile
from shouwang.publication.publishing import NotPassed, publish
from shouwang.publication.versions import Publication, later_published_months

__all__ = [
    "AlteredFile",
    "Issued",
    "IssuedList",
    "NotPassed",
    "NotPublished",
    "Publication",
    "explain",
    "fingerprint",
    "issue_lists",
    "later_published_months",
    "publish",
]
