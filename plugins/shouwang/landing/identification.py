"""Which feed a file is: by the keywords of its title, confirmed by its header."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shouwang.feeds import Feed, feed
from shouwang.landing.errors import RefusalError
from shouwang.landing.headers import Header, confirm, find_header, plain_text
from shouwang.landing.tables import Table
from shouwang.policies import pack_for

FEEDBACK = "township_feedback"


@dataclass(frozen=True)
class Identified:
    """A feed and the table of a file that holds it."""

    feed: Feed
    table: Table
    header: Header


def expected_feeds(county_code: str) -> list[Feed]:
    """The feeds a county may deliver: those of its policy pack and what townships return."""
    return [feed(expected.feed) for expected in pack_for(county_code).feeds] + [feed(FEEDBACK)]


def identify(file_name: str, tables: Sequence[Table], candidates: Sequence[Feed]) -> Identified:
    """The one feed among the candidates that the file is; RefusalError says what is missing or what it could be."""
    named = _named(file_name, tables, candidates)
    complete = [
        found for found in (_best(candidate, tables) for candidate in named or candidates) if _is_complete(found)
    ]
    if len(complete) > 1:
        titles = "、".join(f"《{found.feed.title}》" for found in complete)
        raise RefusalError(f"认不出是哪份名单，可能是：{titles}；请在文件名或标题行中写明名单名称后重报")
    chosen = complete[0] if complete else _closest(named or candidates, tables)
    if not (complete or named):
        raise RefusalError(_unknown_message(chosen, candidates))
    confirm(chosen.feed, chosen.header)
    _refuse_further_sheets(chosen, tables)
    return chosen


def _named(file_name: str, tables: Iterable[Table], candidates: Sequence[Feed]) -> list[Feed]:
    """The candidates whose keyword stands in the title and is the longest that does."""
    title = plain_text("|".join([file_name, *(cell for table in tables for cell in _title_cells(table, candidates))]))
    lengths = {
        candidate.feed: max((len(word) for word in candidate.title_keywords if word in title), default=0)
        for candidate in candidates
    }
    longest = max(lengths.values())
    return [candidate for candidate in candidates if longest and lengths[candidate.feed] == longest]


def _title_cells(table: Table, candidates: Iterable[Feed]) -> list[str]:
    """The sheet's name and the cells above its header."""
    header = max((find_header(candidate, table) for candidate in candidates), key=lambda header: header.score)
    above = table.opening[: header.row_number - 1] if header.score > 1 else table.opening
    return [table.sheet_name or "", *(cell for row in above for cell in row)]


def _best(candidate: Feed, tables: Iterable[Table]) -> Identified:
    found = [Identified(candidate, table, find_header(candidate, table)) for table in tables]
    return max(found, key=lambda identified: (_is_complete(identified), identified.header.score))


def _is_complete(found: Identified) -> bool:
    return not found.header.missing(found.feed)


def _closest(candidates: Iterable[Feed], tables: Sequence[Table]) -> Identified:
    return max((_best(candidate, tables) for candidate in candidates), key=lambda found: found.header.score)


def _refuse_further_sheets(chosen: Identified, tables: Iterable[Table]) -> None:
    alike = [t.sheet_name for t in tables if t.sheet_name and not find_header(chosen.feed, t).missing(chosen.feed)]
    if len(alike) > 1:
        names = "、".join(f"“{name}”" for name in alike)
        raise RefusalError(f"工作簿里有 {len(alike)} 张表都像《{chosen.feed.title}》：{names}；请合并成一张表后重报")


def _unknown_message(closest: Identified, candidates: Iterable[Feed]) -> str:
    titles = "、".join(f"《{candidate.title}》" for candidate in candidates)
    return (
        f"认不出是哪份名单：文件名和标题行里没有名单名称，表头看到的是：{closest.header.seen_text}。"
        f"本县应报：{titles}；请写明名单名称后重报"
    )
