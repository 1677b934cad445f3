"""The header of a table as a feed reads it: found by score among its first rows, then confirmed or refused."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from shouwang.feeds import Column, Feed
from shouwang.landing.errors import RefusalError
from shouwang.landing.files.tables import Table
from shouwang.landing.rows.header_rows import HeaderRows, Row, plain_text, possible_headers
from shouwang.landing.rows.placement import place
from shouwang.landing.rows.units import stated_above, stated_in_header

NUMBERS = re.compile(r"\d{6,}")
PLAUSIBLE_SCORE = 2  # a row of values may hold one word that is also a header, such as 户主


@dataclass(frozen=True)
class Header:
    """Where the declared columns stand; data follow ``row_number``, the last of the header's rows.

    ``positions`` is column name to position, ``texts`` its header; ``labels`` says what stands over each position,
    ``rows`` holds the plain cells of the header's rows, ``above`` those before them; ``repeated`` names the columns
    that more than one position answers to. A statement that there is nothing to report has a header without rows.
    """

    row_number: int
    positions: dict[str, int]
    texts: dict[str, str]
    labels: Row = ()
    rows: tuple[Row, ...] = ()
    above: tuple[Row, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """How many declared columns the header names."""
        return len(self.positions)

    @property
    def seen(self) -> list[str]:
        """The labels that stand there."""
        return [label for label in self.labels if label]

    @property
    def seen_text(self) -> str:
        """The labels that were seen, for a message; nothing of a row that may be no header."""
        cells = (NUMBERS.sub("…", cell) for cell in self.seen[:30])
        return "、".join(cells) if self.score >= PLAUSIBLE_SCORE else "没有一行像表头"

    def missing(self, feed: Feed) -> list[str]:
        """Preferred headers of the required columns the header does not name, in the order of the declaration."""
        return [column.header for column in feed.columns if column.required and column.name not in self.positions]

    def factor(self, column: Column) -> int:
        """Yuan in the unit the column's amounts are stated in, 1 where none is; RefusalError when units disagree."""
        if column.type != "amount" or column.name not in self.texts:
            return 1
        text = self.texts[column.name]
        units = stated_in_header(plain_text(text)) | stated_above(cell for row in self.above for cell in row)
        if len(units) > 1 or 0 in units:
            raise RefusalError(
                f"表头“{text}”的金额单位不能确定：表头和表上方写的单位不一致，或不是人民币；请统一以元为单位后重报"
            )
        return next(iter(units), 1)


def find_header(feed: Feed, table: Table) -> Header:
    """The opening rows that name most of the feed's columns, the first and fewest of equals; its score may be 0."""
    found = [(rows, _read(feed, rows)) for rows in possible_headers(table.opening)]
    if not found:
        return Header(0, {}, {})
    rows, header = max(found, key=lambda pair: _rank(*pair))
    above = tuple(tuple(plain_text(cell) for cell in row) for row in table.opening[: rows.first - 1])
    return Header(rows.last, header.positions, header.texts, rows.texts, rows.rows, above, header.repeated)


def _rank(rows: HeaderRows, header: Header) -> tuple[int, bool, int, int]:
    return header.score, rows.ends_in_remarks and header.score > 0, -len(header.repeated), -len(rows.rows)


def _read(feed: Feed, rows: HeaderRows) -> Header:
    placed = place(feed, rows.paths)
    texts = {name: rows.texts[position] for name, position in placed.positions.items()}
    return Header(rows.last, placed.positions, texts, repeated=placed.repeated)


def confirm(feed: Feed, header: Header) -> None:
    """RefusalError when a required column is missing or stands twice, or an amount's unit is in doubt."""
    missing = header.missing(feed)
    if missing:
        raise RefusalError(_missing_message(feed, header, missing))
    twice = sorted(header.texts[c.name] for c in feed.columns if c.required and c.name in header.repeated)
    if twice:
        raise RefusalError(
            f"第{header.row_number}行表头“{'”“'.join(twice)}”出现了不止一次，不知以哪一列为准；请只保留一列后重报"
        )
    for column in feed.columns:
        header.factor(column)


def _missing_message(feed: Feed, header: Header, missing: list[str]) -> str:
    named = "、".join(_with_nearest(feed, header, name) for name in missing)
    where = f"第{header.row_number}行" if header.score >= PLAUSIBLE_SCORE else "前30行"
    return f"按《{feed.title}》缺少必需的列：{named}。表头在{where}看到的是：{header.seen_text}；请补上缺少的列后重报"


def _with_nearest(feed: Feed, header: Header, name: str) -> str:
    column = next(column for column in feed.columns if column.header == name)
    near = nearest(column.headers, header.seen) if header.score >= PLAUSIBLE_SCORE else None
    return f"“{name}”（最接近的是“{near}”）" if near else f"“{name}”"


def nearest(wanted: Iterable[str], seen: Sequence[str]) -> str | None:
    """The seen header that most resembles one of the wanted, if any does."""
    found = [match for header in wanted for match in get_close_matches(header, seen, n=1, cutoff=0.4)]
    return found[0] if found else None
