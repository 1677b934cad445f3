"""Text into cells: it stays text whatever it looks like, and nothing in it breaks the file."""

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

TEXT_FORMAT = "@"
LONGEST = 32_767  # characters a cell holds


def write_text(cell: Cell, text: str) -> None:
    """Put a text into a cell; one that begins with = is no formula."""
    cell.value = printable(text)[:LONGEST]
    cell.data_type = "s"


def printable(text: str) -> str:
    """The text without the control characters that no workbook may hold."""
    return ILLEGAL_CHARACTERS_RE.sub("␀", text)
