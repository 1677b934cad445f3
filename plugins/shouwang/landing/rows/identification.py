"""Which feed a file is: by the keywords of its title, confirmed by its header."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shouwang.feeds import Feed, departments, feed
from shouwang.landing.errors import RefusalError
from shouwang.landing.files.tables import OPENING_ROWS, Table
from shouwang.landing.returns.returned import Returned
from shouwang.landing.rows.header_rows import plain_text
from shouwang.landing.rows.headers import PLAUSIBLE_SCORE, Header, confirm, find_header
from shouwang.landing.rows.nil_returns import may_be_nil, nil_header
from shouwang.policies import pack_for

FEEDBACK = "township_feedback"
URGENT = "urgent_reports"


@dataclass(frozen=True)
class Identified:
    """A feed and the table of a file that holds it; ``returned`` when it is a form of ours that came back."""

    feed: Feed
    table: Table
    header: Header
    returned: Returned | None = None


def expected_feeds(county_code: str) -> list[Feed]:
    """The feeds a county may deliver: those of its policy pack, what townships return, and what cannot wait."""
    pack = pack_for(county_code)
    at_any_time = [FEEDBACK, *([URGENT] if pack.urgent else [])]
    return [feed(name) for name in (*(expected.feed for expected in pack.feeds), *at_any_time)]


def identify(file_name: str, tables: Sequence[Table], candidates: Sequence[Feed]) -> Identified:
    """The one feed among the candidates that the file is; RefusalError says what is missing or what it could be."""
    named = _named(file_name, tables, candidates)
    complete = _complete(named, candidates, tables)
    if len(complete) > 1:
        titles = "、".join(f"《{found.feed.title}》" for found in complete)
        raise RefusalError(f"认不出是哪份名单，可能是：{titles}；请在文件名或标题行中写明名单名称后重报")
    if complete:
        confirm(complete[0].feed, complete[0].header)
        return _only_sheet(complete[0], tables)
    first = named[0] if named else candidates
    if len(first) == 1 and (nothing := _nil_return(first[0], tables)):
        return nothing
    closest = _closest(first, tables)
    if not named:
        raise RefusalError(_unknown_message(closest, candidates))
    if other := _other_list(closest, candidates, tables):
        raise RefusalError(_other_message(closest.feed, other))
    confirm(closest.feed, closest.header)
    return closest


def _named(file_name: str, tables: Iterable[Table], candidates: Sequence[Feed]) -> list[list[Feed]]:
    """The candidates whose keyword stands in the title, by length of the keyword, the longest first.

    A keyword counts only where it is no part of a longer one that stands there (低保 in 低保边缘).
    """
    title = plain_text("|".join([file_name, *(cell for table in tables for cell in _title_cells(table, candidates))]))
    words = {word for candidate in candidates for word in candidate.title_keywords if word in title}
    by_length: dict[int, list[Feed]] = defaultdict(list)
    for candidate in candidates:
        own = [len(word) for word in candidate.title_keywords if _stands_alone(word, title, words)]
        if own:
            by_length[max(own)].append(candidate)
    return [by_length[length] for length in sorted(by_length, reverse=True)]


def _stands_alone(word: str, title: str, words: Iterable[str]) -> bool:
    longer = [other for other in words if word in other and word != other]
    for other in sorted(longer, key=lambda other: (-len(other), other)):
        title = title.replace(other, "|")
    return word in title


def _title_cells(table: Table, candidates: Iterable[Feed]) -> list[str]:
    """The sheet's name and the cells above its header."""
    header = max((find_header(candidate, table) for candidate in candidates), key=lambda header: header.score)
    above = table.opening[: header.row_number - len(header.rows)] if header.score > 1 else table.opening
    return [table.sheet_name or "", *(cell for row in above for cell in row)]


def _complete(named: Sequence[Sequence[Feed]], candidates: Sequence[Feed], tables: Sequence[Table]) -> list[Identified]:
    """Those of the longest keyword whose header is complete, else of the next; of equals the one that says most."""
    for feeds in named or [candidates]:
        complete = [found for found in (_best(candidate, tables) for candidate in feeds) if _is_complete(found)]
        if complete:
            telling = [found for found in complete if all(_says_more(found, other) for other in complete)]
            return telling or complete
    return []


def _says_more(found: Identified, other: Identified) -> bool:
    """Whether a feed explains every column the other explains, and more; each says as much as itself."""
    own, others = set(found.header.positions.values()), set(other.header.positions.values())
    return found is other or (found.table is other.table and own > others)


def _best(candidate: Feed, tables: Iterable[Table]) -> Identified:
    found = [Identified(candidate, table, find_header(candidate, table)) for table in tables]
    return max(found, key=lambda identified: (_is_complete(identified), identified.header.score))


def _is_complete(found: Identified) -> bool:
    return not found.header.missing(found.feed)


def _nil_return(candidate: Feed, tables: Sequence[Table]) -> Identified | None:
    """The feed as a statement that there is nothing, when a table states that and no other holds a list."""
    found = [Identified(candidate, table, find_header(candidate, table)) for table in tables]
    if not may_be_nil(candidate):
        return None
    stating = [(one, header) for one in found if (header := nil_header(one.table, one.header))]
    others = [one for one in found if one.header.score >= PLAUSIBLE_SCORE and not nil_header(one.table, one.header)]
    return Identified(candidate, stating[0][0].table, stating[0][1]) if stating and not others else None


def _other_list(named: Identified, candidates: Iterable[Feed], tables: Sequence[Table]) -> Feed | None:
    """The list whose header stands there complete and says more than that of the list the title names."""
    found = [one for one in (_best(candidate, tables) for candidate in candidates) if _is_complete(one)]
    best = max(found, key=lambda one: one.header.score, default=None)
    return best.feed if best and best.header.score > named.header.score else None


def _other_message(named: Feed, other: Feed) -> str:
    return (
        f"标题写的是《{named.title}》（{departments()[named.department].name}），"
        f"表头却像《{other.title}》（{departments()[other.department].name}）；请核对是放错了文件还是写错了标题，改正后重报"
    )


def _closest(candidates: Iterable[Feed], tables: Sequence[Table]) -> Identified:
    return max((_best(candidate, tables) for candidate in candidates), key=lambda found: found.header.score)


def _only_sheet(chosen: Identified, tables: Iterable[Table]) -> Identified:
    """The one sheet of several alike that holds rows; RefusalError when more than one does."""
    found = [Identified(chosen.feed, table, find_header(chosen.feed, table)) for table in tables]
    alike = [one for one in found if _is_complete(one)]
    filled = [one for one in alike if _has_rows(one)]
    if len(filled) > 1:
        names = "、".join(f"“{one.table.sheet_name}”" for one in filled)
        raise RefusalError(f"工作簿里有 {len(filled)} 张表都像《{chosen.feed.title}》：{names}；请合并成一张表后重报")
    return filled[0] if filled else chosen


def _has_rows(found: Identified) -> bool:
    below = found.table.opening[found.header.row_number :]
    return len(found.table.opening) == OPENING_ROWS or any(cell.strip() for row in below for cell in row)


def _unknown_message(closest: Identified, candidates: Iterable[Feed]) -> str:
    titles = "、".join(f"《{candidate.title}》" for candidate in candidates)
    return (
        f"认不出是哪份名单：文件名和标题行里没有名单名称，表头看到的是：{closest.header.seen_text}。"
        f"本县应报：{titles}；请写明名单名称后重报"
    )
