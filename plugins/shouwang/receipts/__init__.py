"""Receipts: what became of a delivery, with the department's own sheet marked where it must be mended."""

from shouwang.receipts.issuing import issue_receipts
from shouwang.receipts.ledger import IssuedReceipt, issued_receipts

__all__ = ["IssuedReceipt", "issue_receipts", "issued_receipts"]
