"""Divisions over time: what the changes make of the base, and what became of a division from month to month. Pure.

A code that has ended never begins again, so from an ended code one always knows which division is meant.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from shouwang.divisions.changes import Move, refuse
from shouwang.divisions.places import BASE_DAY, Division, division_of


class Succession(NamedTuple):
    """``predecessor`` went into ``successor`` from the month on, ``is_main`` for whatever cannot be told apart."""

    predecessor: str
    successor: str
    changed_on: date
    kind: str
    is_main: bool
    document: str


KIND_LABELS = {
    "renamed": "更名",
    "merged": "合并",
    "split": "拆分",
    "transferred": "划转",
    "recoded": "代码变更",
    "continued": "沿用",
}


@dataclass(frozen=True, eq=False)
class History:
    """Every division that ever stood, by code and time, and every succession by month."""

    divisions: tuple[Division, ...]
    successions: tuple[Succession, ...]

    def on(self, month: date) -> dict[str, Division]:
        """The divisions that stand in the month, by code."""
        return {division.code: division for division in self.divisions if division.holds_in(month)}

    def successors(self, code: str, from_month: date, to_month: date) -> list[str]:
        """What the division of ``from_month`` is in the later ``to_month``: several codes after a split, by code."""
        return self._walk(code, [s for s in self.successions if from_month < s.changed_on <= to_month])

    def predecessors(self, code: str, from_month: date, to_month: date) -> list[str]:
        """What the division of ``to_month`` was in the earlier ``from_month``: several codes after a merger."""
        steps = [s for s in reversed(self.successions) if from_month < s.changed_on <= to_month]
        return self._walk(code, [s._replace(predecessor=s.successor, successor=s.predecessor) for s in steps])

    @staticmethod
    def _walk(code: str, steps: Iterable[Succession]) -> list[str]:
        reached = {code}
        for _, of_month in groupby(steps, key=lambda step: step.changed_on):
            onward: dict[str, set[str]] = defaultdict(set)
            for step in of_month:
                onward[step.predecessor].add(step.successor)
            reached = {after for before in reached for after in onward.get(before, {before})}
        return sorted(reached)


def history_of(base: Mapping[str, Division], moves: Sequence[Move]) -> History:
    """What the moves make of the base; DivisionChangeError names the line that does not fit."""
    after = _Passing(base, is_mirrored=False)
    for _, of_month in groupby((m for m in moves if m.changed_on > BASE_DAY), key=lambda move: move.changed_on):
        after.step(list(of_month))
    before = _Passing(base, is_mirrored=True)
    earlier = [move for move in moves if move.changed_on <= BASE_DAY][::-1]
    for _, of_month in groupby(earlier, key=lambda move: move.changed_on):
        before.step(list(of_month))
    _refuse_reuse(before, after)
    successions = sorted([*before.successions, *after.successions], key=lambda s: (s.changed_on, s[:2]))
    spans = sorted(_joined(before.spans, after.spans), key=lambda span: (span.code, span.valid_from))
    return History(tuple(spans), tuple(successions))


def _joined(before: Iterable[Division], after: Iterable[Division]) -> Iterable[Division]:
    """The spans of both passes; that of the base day begins as the one says and ends as the other."""
    begun = {span.code: span.valid_from for span in before if span.holds_in(BASE_DAY)}
    yield from (span for span in before if not span.holds_in(BASE_DAY))
    for span in after:
        yield span._replace(valid_from=begun[span.code]) if span.holds_in(BASE_DAY) else span


def _refuse_reuse(before: "_Passing", after: "_Passing") -> None:
    for code in sorted(before.begun.keys() & after.begun.keys()):
        raise refuse(after.begun[code], f"{code} 从前用过，已撤销的代码不再使用；请核对")


class _Passing:
    """Goes through the months away from the base day: forward, or backward with every line read the other way."""

    def __init__(self, base: Mapping[str, Division], *, is_mirrored: bool) -> None:
        self.is_mirrored = is_mirrored
        self.standing = dict(base)
        self.used = set(base)
        self.begun: dict[str, str] = {}  # code to the line that began it
        self.closed: list[Division] = []
        self.successions: list[Succession] = []

    @property
    def spans(self) -> list[Division]:
        """Every span found, the ones still open among them."""
        return [*self.closed, *self.standing.values()]

    def step(self, moves: list[Move]) -> None:
        """One month's lines."""
        _refuse_twice(moves)
        _require_main(moves)
        read = [_mirrored(move) for move in moves] if self.is_mirrored else moves
        self._refuse_unknown(read)
        stood = dict(self.standing)
        for code, name in self._ends_and_beginnings(read).items():
            self._turn(code, name, moves[0].changed_on)
        self._require_parents(read)
        known = self.standing if self.is_mirrored else stood
        self.successions += [_succession(move, moves, known) for move in moves]

    def _refuse_unknown(self, moves: list[Move]) -> None:
        going_on = {m.from_code for m in moves if m.from_code == m.to_code}
        leaving = {m.from_code for m in moves}
        for move in moves:
            month = f"{move.changed_on.year}年{move.changed_on.month}月"
            if move.from_code not in self.standing:
                raise refuse(move.place, f"{move.from_code} 在{month}变更时不存在；请核对代码和先后次序")
            if move.to_code in leaving - going_on:
                raise refuse(move.place, f"{move.to_code} 在{month}既撤销又承接，成了环；请核对")
            if move.to_code in self.used - set(self.standing):
                raise refuse(move.place, f"{move.to_code} 从前用过，已撤销的代码不再使用；请核对")

    def _ends_and_beginnings(self, moves: list[Move]) -> dict[str, str | None]:
        """Code to its name from now on, None when it ends; those that go on as they are are left out."""
        going_on = {m.to_code for m in moves if m.from_code == m.to_code}
        turned: dict[str, str | None] = {m.from_code: None for m in moves if m.from_code not in going_on}
        for code, coming in _grouped(moves, lambda move: move.to_code).items():
            name = self._name(code, coming)
            if code not in self.standing or name != self.standing[code].name:
                turned[code] = name
                self.begun[code] = coming[0].place
            elif _says_nothing(coming, moves):
                raise refuse(coming[0].place, f"{code} 代码、名称都没有变，这一行没有说明任何变更；请删去或改正")
        return turned

    def _name(self, code: str, coming: list[Move]) -> str:
        said = {move.to_name for move in coming if move.to_name}
        if not said and code in self.standing:
            return self.standing[code].name
        names = said or {self.standing[move.from_code].name for move in coming}
        if len(names) > 1:
            raise refuse(coming[0].place, f"{code} 的名称不唯一（{'、'.join(sorted(names))}）；请写同一个名称")
        return names.pop()

    def _turn(self, code: str, name: str | None, month: date) -> None:
        if code in self.standing:
            ended = self.standing.pop(code)
            self.closed.append(ended._replace(valid_from=month) if self.is_mirrored else ended._replace(valid_to=month))
        if name is not None:
            begun = division_of(code, name)
            new = begun._replace(valid_to=month) if self.is_mirrored else begun._replace(valid_from=month)
            self.standing[code] = new
            self.used.add(code)

    def _require_parents(self, moves: list[Move]) -> None:
        lines = {m.from_code: m.place for m in moves} | {m.to_code: m.place for m in moves}
        for division in self.standing.values():
            place = lines.get(division.parent_code) or lines.get(division.code)
            if place and division.level in {"township", "village"} and division.parent_code not in self.standing:
                raise refuse(
                    place, f"{division.code} {division.name} 的上级 {division.parent_code} 不存在；请写明它的去向"
                )


def _mirrored(move: Move) -> Move:
    return move._replace(from_code=move.to_code, to_code=move.from_code, from_name=move.to_name, to_name=move.from_name)


def _grouped(moves: Iterable[Move], key: Callable[[Move], str]) -> dict[str, list[Move]]:
    found: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        found[key(move)].append(move)
    return dict(sorted(found.items()))


def _refuse_twice(moves: list[Move]) -> None:
    seen: set[tuple[str, str]] = set()
    for move in moves:
        if (move.from_code, move.to_code) in seen:
            raise refuse(move.place, f"{move.from_code} 到 {move.to_code} 写了两次；请删去一行")
        seen.add((move.from_code, move.to_code))


def _require_main(moves: list[Move]) -> None:
    for code, going in _grouped(moves, lambda move: move.from_code).items():
        if len(going) > 1 and sum(move.is_main for move in going) != 1:
            raise refuse(
                going[0].place, f"{code} 拆分为 {len(going)} 处，应恰有一行 is_main 写1（分不清时归它）；请改正"
            )


def _says_nothing(coming: list[Move], moves: list[Move]) -> bool:
    return len(coming) == 1 and coming[0].from_code == coming[0].to_code and len(_from(coming[0], moves)) == 1


def _from(move: Move, moves: list[Move]) -> list[Move]:
    return [other for other in moves if other.from_code == move.from_code]


def _succession(move: Move, moves: list[Move], stood: Mapping[str, Division]) -> Succession:
    is_main = move.is_main or len(_from(move, moves)) == 1
    kind = kind_of(move, moves, stood)
    return Succession(move.from_code, move.to_code, move.changed_on, kind, is_main, move.document)


def kind_of(move: Move, moves: list[Move], stood: Mapping[str, Division]) -> str:
    """What a line of a month's ``moves`` is called; ``stood`` are the divisions before the month.

    split: the division has several successors; merged: its successor has several predecessors, or stood before;
    continued: it takes others in and goes on; renamed: one code, another name; transferred: a new code because it went
    to another parent; recoded: every other new code.
    """
    if len(_from(move, moves)) > 1:
        return "split"
    coming = [other for other in moves if other.to_code == move.to_code]
    if move.from_code == move.to_code:
        return "continued" if len(coming) > 1 else "renamed"
    if len(coming) > 1 or move.to_code in stood:
        return "merged"
    return "recoded" if _parent_moved(move, moves) else "transferred"


def _parent_moved(move: Move, moves: list[Move]) -> bool:
    old, new = (division_of(code, "").parent_code for code in (move.from_code, move.to_code))
    return old == new or any((m.from_code, m.to_code) == (old, new) for m in moves)
