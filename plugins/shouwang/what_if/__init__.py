"""What-if: a published month judged under other parameters, without touching it (WH-08)."""

from shouwang.what_if.alterations import Alteration, parse_alterations
from shouwang.what_if.comparison import Comparison, TownshipChange, compare
from shouwang.what_if.judging import NeverJudged
from shouwang.what_if.workbook import save_workbook

__all__ = ["Alteration", "Comparison", "NeverJudged", "TownshipChange", "compare", "parse_alterations", "save_workbook"]
