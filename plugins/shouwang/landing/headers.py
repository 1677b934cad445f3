"""Which row is the header, and which declared column stands where."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from shouwang.feeds import Feed
from shouwang.landing.errors import RefusalError
from shouwang.landing.tables import Table

REMARK = re.compile(r"\([^()]*\)")
NUMBERS = re.compile(r"\d{6,}")
PLAUSIBLE_SCORE = 2  # a row of values may hold one word that is also a header, such as 户主
TEN_THOUSANDS = re.compile(r"\(万元?\)$")


@dataclass(frozen=True)
class Header:
    """The header row of a table as a feed reads it; ``positions`` is column name to position, ``texts`` its header."""

    row_number: int
    positions: dict[str, int]
    texts: dict[str, str]
    seen: tuple[str, ...]

    @property
    def score(self) -> int:
        """How many declared columns the row names."""
        return len(self.positions)

    @property
    def seen_text(self) -> str:
        """The headers that were seen, for a message; nothing of a row that may be no header."""
        cells = (NUMBERS.sub("…", cell) for cell in self.seen[:30])
        return "、".join(cells) if self.score >= PLAUSIBLE_SCORE else "没有一行像表头"

    def missing(self, feed: Feed) -> list[str]:
        """Preferred headers of the required columns the row does not name, in the order of the declaration."""
        return [column.header for column in feed.columns if column.required and column.name not in self.positions]


@cache
def plain_text(text: str) -> str:
    """A header, label or title without what people vary: width of characters, blanks, marks of obligation."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:")


def plain_header(text: str) -> str:
    """The same without a remark or unit in parentheses."""
    plain = plain_text(text)
    return REMARK.sub("", plain) or plain


def find_header(feed: Feed, table: Table) -> Header:
    """The opening row that names most of the feed's columns, the first of equals; its score may be 0."""
    headers = [_read_row(feed, number, row) for number, row in enumerate(table.opening, start=1)]
    return max(headers, key=lambda header: header.score, default=Header(0, {}, {}, ()))


def _read_row(feed: Feed, number: int, row: Sequence[str]) -> Header:
    plain = [plain_header(cell) for cell in row]
    positions, texts = {}, {}
    for column in feed.columns:
        for header in column.headers:
            if plain_header(header) in plain:
                positions[column.name] = plain.index(plain_header(header))
                texts[column.name] = " ".join(row[positions[column.name]].split())
                break
    return Header(number, positions, texts, tuple(" ".join(cell.split()) for cell in row if cell.strip()))


def confirm(feed: Feed, header: Header) -> None:
    """RefusalError when a required column is missing, a header stands twice or an amount is not in yuan."""
    missing = header.missing(feed)
    if missing:
        raise RefusalError(_missing_message(feed, header, missing))
    plain = [plain_header(cell) for cell in header.seen]
    required = [header.texts[column.name] for column in feed.columns if column.required]
    twice = sorted({text for text in required if plain.count(plain_header(text)) > 1})
    if twice:
        raise RefusalError(
            f"第{header.row_number}行表头“{'”“'.join(twice)}”出现了不止一次，不知以哪一列为准；请只保留一列后重报"
        )
    for column in feed.columns:
        text = header.texts.get(column.name, "")
        if column.type == "amount" and TEN_THOUSANDS.search(plain_text(text)):
            raise RefusalError(f"第{header.row_number}行表头“{text}”以万元为单位，应以元为单位；请换算成元后重报")


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
