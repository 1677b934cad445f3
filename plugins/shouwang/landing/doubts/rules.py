"""When a delivery waits for a person instead of being judged: pure decisions from counts, limits and words as data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from shouwang.feeds import Feed
from shouwang.months import following

SHOWN_PLACES = 5
UNDATED_CADENCES = {"as_it_happens", "on_return"}
# 2022年1月, 2022年1-3月; a day after it makes it a date, not the month of the data.
SPELLED = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月?(?:[-—–~至到](\d{1,2}))?月(?!\d{1,2}[日号])")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?!\d)")
PARTED = re.compile(r"(?<![\d.-])((?:19|20)\d{2})[-./_](0?[1-9]|1[0-2])(?!\d|[-./]\d)")


class Words(BaseModel):
    """A part of ``doubts.yml``; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(Words):
    """The limits of ``doubts.yml``; shares between 0 and 1 unless they are multiples, the others rows or months."""

    rows_at_least: int
    same_share: float
    conflict_rows_at_least: int
    conflict_share: float
    history_months: int
    history_at_least: int
    volume_low: float
    volume_high: float
    volume_difference: int
    stock_change: float
    place_rows: int


class QuestionWords(Words):
    """What a question is called, and how it is put."""

    label: str
    question: str


class AnswerWords(Words):
    """What an answer is called, and what it leads to."""

    label: str
    consequence: str


class Messages(Words):
    """What departments are told of a delivery that is not judged; ``duplicate_of`` by the state of the first."""

    questioned: str
    duplicate: str
    duplicate_of: dict[str, str]
    superseded: str


class DoubtWords(Words):
    """All of ``doubts.yml``."""

    limits: Limits
    correction_words: tuple[str, ...]
    questions: dict[str, QuestionWords]
    answers: dict[Literal["accept", "reject", "later"], AnswerWords]
    evidence: dict[str, str]
    messages: Messages


@cache
def doubt_words() -> DoubtWords:
    """Limits and words of every doubt."""
    text = (Path(__file__).parent / "doubts.yml").read_text(encoding="utf-8")
    return DoubtWords.model_validate(yaml.safe_load(text))


@dataclass(frozen=True)
class Doubt:
    """A question about a delivery (a key of ``doubts.yml``) and what speaks for asking it: counts and titles."""

    question_code: str
    evidence: str


def doubt(question_code: str, evidence: str, **values: object) -> Doubt:
    """A doubt in the words of ``doubts.yml``; months are written as people write them."""
    shown = {name: month_name(value) if isinstance(value, date) else value for name, value in values.items()}
    return Doubt(question_code, doubt_words().evidence[evidence].format(**shown))


def month_name(month: date) -> str:
    """The month as people write it, such as 2022年1月."""
    return f"{month.year}年{month.month}月"


def stated_months(texts: Iterable[str], month: date) -> list[date]:
    """The months that a file name and titles state, sorted; one without a year is the nearest to ``month``.

    Days (2022年2月8日, 20220208) say when something was written, not what month it is about.
    """
    found: set[date] = set()
    for text in texts:
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        found |= {first for match in SPELLED.finditer(plain) for first in _spelled(match, month)}
        found |= {date(int(year), int(number), 1) for year, number in COMPACT.findall(plain) + PARTED.findall(plain)}
    return sorted(found)


def _spelled(match: re.Match[str], month: date) -> list[date]:
    """Every month from the first to the last that is named."""
    year, first, last = match.groups()
    numbers = range(int(first), int(last or first) + 1)
    return [_dated(int(year) if year else None, number, month) for number in numbers if number in range(1, 13)]


def _dated(year: int | None, number: int, month: date) -> date:
    if year:
        return date(year, number, 1)
    near = [date(month.year + offset, number, 1) for offset in (-1, 0, 1)]
    return min(near, key=lambda first: abs((first - month).days))


def doubt_of_stated_months(feed: Feed, month: date, stated: Sequence[date]) -> list[Doubt]:
    """Asked when a list states months, and neither the data month nor the one after, in which it is sent."""
    if feed.cadence in UNDATED_CADENCES or not stated or {month, following(month)} & set(stated):
        return []
    named = "、".join(month_name(first) for first in stated)
    return [doubt("wrong_month", "stated_month", stated=named, month=month)]


def doubt_of_same_rows(rows: int, same_by_month: Mapping[date, int]) -> list[Doubt]:
    """Asked when nearly all rows stand in the same list of another month."""
    limits = doubt_words().limits
    other, same = max(same_by_month.items(), key=lambda pair: (pair[1], pair[0]), default=(None, 0))
    if rows < limits.rows_at_least or same < limits.same_share * rows:
        return []
    return [doubt("wrong_month", "same_rows", rows=rows, same=same, other=other)]


def prevailing_month(dates_by_month: Mapping[date, int]) -> date | None:
    """The month that nearly all dates of a list are in, if there are enough of them and one is."""
    limits = doubt_words().limits
    rows = sum(dates_by_month.values())
    month, same = max(dates_by_month.items(), key=lambda pair: (pair[1], pair[0]), default=(None, 0))
    return month if rows >= limits.rows_at_least and same >= limits.same_share * rows else None


def doubt_of_dates(month: date, dates_by_month: Mapping[date, int], usual: Iterable[int]) -> list[Doubt]:
    """Asked when nearly all dates are in one other month and the list does not usually lag so many months."""
    other = prevailing_month(dates_by_month)
    if other is None or lag(month, other) in {0, *usual}:
        return []
    rows = sum(dates_by_month.values())
    return [doubt("wrong_month", "other_dates", rows=rows, same=dates_by_month[other], other=other)]


def lag(month: date, other: date) -> int:
    """By how many months ``month`` is later than ``other``."""
    return 12 * (month.year - other.year) + month.month - other.month


@dataclass(frozen=True)
class Change:
    """What became of the accepted rows of an older delivery in a newer one, by key; ``revision`` is the older's."""

    revision: int
    rows: int
    gone: int
    changed: int


def says_corrected(file_name: str) -> bool:
    """Whether the file says of itself that it corrects an older one."""
    return any(word in file_name for word in doubt_words().correction_words)


def doubt_of_change(change: Change) -> list[Doubt]:
    """Asked when a newer delivery lacks or contradicts most of what was accepted."""
    limits = doubt_words().limits
    if change.rows < limits.conflict_rows_at_least:
        return []
    most, values = limits.conflict_share * change.rows, vars(change)
    counts = {"rows_gone": change.gone, "rows_changed": change.changed}
    return [doubt("conflict", evidence, **values) for evidence, count in counts.items() if count > most]


def doubt_of_volume(feed: Feed, rows: int, history: Sequence[int]) -> list[Doubt]:
    """Asked when a list is far smaller or larger than those accepted in ``history``, one count a month."""
    limits = doubt_words().limits
    if len(history) < limits.history_at_least:
        return []
    usual = median(history)
    is_stock = feed.content == "stock"
    low = usual * (1 - limits.stock_change if is_stock else limits.volume_low)
    high = usual * (1 + limits.stock_change if is_stock else limits.volume_high)
    if low <= rows <= high or abs(rows - usual) < limits.volume_difference:
        return []
    return [doubt("volume", "volume", rows=rows, months=len(history), median=f"{usual:g}")]


def doubt_of_places(gone: Sequence[str]) -> list[Doubt]:
    """Asked when villages that had rows have none in a whole list; ``gone`` are their names."""
    if not gone:
        return []
    shown = "、".join(gone[:SHOWN_PLACES]) + ("等" if len(gone) > SHOWN_PLACES else "")
    return [doubt("volume", "places_gone", count=len(gone), places=shown)]


def united(doubts: Iterable[Doubt]) -> dict[str, str]:
    """Question code to all that speaks for asking it, in the order of ``doubts.yml``."""
    found = list(doubts)
    codes = [code for code in doubt_words().questions if any(one.question_code == code for one in found)]
    return {code: "；".join(one.evidence for one in found if one.question_code == code) for code in codes}
