"""The look of receipts: the styles of the lists that leave, as openpyxl takes them, and three bands for the verdict."""

from typing import Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from shouwang.publication.workbooks import BORDERED, STYLES

HELD_COLOUR = "FFFF00"
LINE = Side(style="thin")
THIN = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
LABEL = {**BORDERED, "bold": True, "align": "center", "bg_color": "#F2F2F2"}
BAND = {**BORDERED, "font_size": 15, "bold": True, "align": "center"}
RECEIPT_STYLES: dict[str, dict[str, Any]] = {
    **STYLES,
    "label": LABEL,
    "section": {**STYLES["subtitle"], "font_name": "黑体", "font_size": 12, "bold": True},
    "plain": {**STYLES["subtitle"], "font_name": "宋体"},
    "good": {**BAND, "bg_color": "#C6E0B4"},
    "partly": {**BAND, "bg_color": "#FFE699"},
    "bad": {**BAND, "bg_color": "#F4B084"},
}


def dress(cell: Cell, style: str) -> None:
    """Give a cell one of the styles."""
    look = RECEIPT_STYLES[style]
    cell.font = Font(name=look["font_name"], size=look["font_size"], bold=look.get("bold", False))
    cell.alignment = Alignment(horizontal=look.get("align"), vertical="center", wrap_text=look.get("text_wrap", False))
    if "border" in look:
        cell.border = THIN
    if "bg_color" in look:
        cell.fill = fill(look["bg_color"].removeprefix("#"))


def fill(colour: str) -> PatternFill:
    """A plain background; ``colour`` is six hexadecimal digits."""
    return PatternFill("solid", start_color=colour, end_color=colour)
