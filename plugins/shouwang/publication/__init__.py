"""What leaves: the publishing transaction, the lists and the reasons behind them."""

from shouwang.publication.fingerprints import fingerprint
from shouwang.publication.publishing import NotPassed, publish
from shouwang.publication.versions import Publication, later_published_months

__all__ = ["NotPassed", "Publication", "fingerprint", "later_published_months", "publish"]
