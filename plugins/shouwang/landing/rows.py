"""Which rows are data: titles, blank rows, totals, signatures, notes and repeated headers are not."""

import polars as pl

from shouwang.feeds import Feed
from shouwang.landing.headers import Header
from shouwang.landing.tables import ROW_NUMBER

NUMBERED = r"^[^\x{4E00}-\x{9FFF}]*\d"  # begins to look like data: a number, and no words before it
ANCHORS = {"id_number", "household_number", "row_key"}
TOTAL = r"^(本页|本月|本表|全县|全镇|全乡|.{0,8}[镇乡村])?(合计|小计|总计|共计|累计)([:：(（].*|\d+.*)?$"
NOTE = (
    r"^(填表|填报|制表|制单|审核|审批|复核|负责|经办|主管|联系|领导|单位|签字|签名|盖章|日期|报送)\S{0,8}[:：]"
    r"|^(备注|说明|附注|注|填表说明|填报说明)\d*[:：]"
)


def data_rows(frame: pl.DataFrame, feed: Feed, header: Header) -> pl.DataFrame:
    """The rows of a frame that are data of the feed; everything up to the header is not."""
    below = frame.filter(pl.col(ROW_NUMBER) > header.row_number)
    doubtful = below.select(ROW_NUMBER, *_anchors(feed, header))
    for name in _anchors(feed, header):
        doubtful = doubtful.filter(~pl.col(name).str.contains(NUMBERED).fill_null(value=False))
    if doubtful.is_empty():
        return below
    is_doubtful = below[ROW_NUMBER].is_in(doubtful[ROW_NUMBER].implode())
    left_out = _left_out(below.filter(is_doubtful), feed, header)
    return below.filter(~pl.col(ROW_NUMBER).is_in(left_out.implode())) if len(left_out) else below


def _anchors(feed: Feed, header: Header) -> list[str]:
    declared = [column.name for column in feed.columns if column.type in ANCHORS and column.required]
    return [_cell(header, name) for name in declared]


def _cell(header: Header, name: str) -> str:
    return f"c{header.positions[name]}"


def _left_out(doubtful: pl.DataFrame, feed: Feed, header: Header) -> pl.Series:
    """Row numbers of the doubtful rows that are no data."""
    cells = pl.exclude(ROW_NUMBER)
    bare = doubtful.with_columns(cells.str.replace_all(r"\s", "")).with_columns(
        pl.when(cells.str.len_bytes() > 0).then(cells)
    )
    names = [name for name in bare.columns if name != ROW_NUMBER]
    declared = [pl.col(f"c{position}") for position in header.positions.values()]
    first = pl.coalesce(names)
    anchors = [pl.col(name) for name in _anchors(feed, header)]
    is_blank = pl.all_horizontal(cell.is_null() for cell in declared)
    named = [pl.col(_cell(header, c.name)) for c in feed.columns if c.type == "name" and c.name in header.positions]
    is_total = pl.any_horizontal(cell.str.contains(TOTAL).fill_null(value=False) for cell in [first, *named])
    is_note = first.str.contains(NOTE).fill_null(value=False)
    no_anchor = pl.all_horizontal(anchor.is_null() | (anchor == first) for anchor in anchors)
    is_left_out = is_blank | ((is_total | is_note) & no_anchor) | _repeats(feed, header)
    return bare.filter(is_left_out)[ROW_NUMBER]


def _repeats(feed: Feed, header: Header) -> pl.Expr:
    required = [column.name for column in feed.columns if column.required]
    same = [pl.col(_cell(header, name)) == "".join(header.texts[name].split()) for name in required]
    return pl.all_horizontal(same).fill_null(value=False)
