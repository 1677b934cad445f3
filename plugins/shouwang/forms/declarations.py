"""Declared forms: who is asked what about which cases, what is filled in beforehand, and which list reads it back."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, model_validator

from shouwang.feeds import Column, Feed, feed
from shouwang.feeds.declarations import Declaration

HERE = Path(__file__).parent


class Source(Declaration):
    """The published monthly facts a form has a row for each of: those whose columns have one of the values.

    ``of_month``: a date column that must be the month itself. ``addressee``: the township of the household, or who
    holds the next step of its case (a township, or a department of the county).
    """

    relation: str
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    of_month: str | None = None
    addressee: Literal["township", "holder"]


class Filled(Declaration):
    """A column of the feed filled in beforehand: with a fact by its name, or with the same code in every row."""

    column: str
    value: str | None = None
    code: str | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> "Filled":
        """Refuse both or neither."""
        if (self.value is None) == (self.code is None):
            raise ValueError(f"column {self.column}: value or code, one of them")
        return self


class Known(Declaration):
    """What else is told of the household; not read back."""

    header: str
    value: str
    width: float = 14


class Asked(Declaration):
    """A column of the feed that is asked; ``choices`` are the codes offered, all of the column when empty."""

    column: str
    choices: tuple[str, ...] = ()
    width: float = 14


class Form(Declaration):
    """A form. ``is_log``: rows may be added and copied, because one household may have several entries.

    Without a ``source`` another part of the program decides who is asked, and the list may come without ever having
    been a form.
    """

    form: str
    title: str
    feed: str
    note: str
    source: Source | None = None
    filled: tuple[Filled, ...] = Field(min_length=1)
    known: tuple[Known, ...] = ()
    asked: tuple[Asked, ...] = Field(min_length=1)
    is_log: bool = False

    @model_validator(mode="after")
    def fits_its_feed(self) -> "Form":
        """Refuse columns the feed has not or codes they have not, a required one nobody fills, a header twice."""
        names = [*self.filled_columns, *self.asked_columns]
        if len(names) != len(set(names)):
            raise ValueError(f"form {self.form}: a column is listed twice")
        if unknown := sorted(set(names) - {column.name for column in self.declared.columns}):
            raise ValueError(f"form {self.form}: feed {self.feed} has no columns {unknown}")
        if lacking := [c.name for c in self.declared.columns if c.required and c.name not in names]:
            raise ValueError(f"form {self.form}: nobody fills the required columns {lacking}")
        for name, codes in self._codes().items():
            if strange := sorted(set(codes) - set(self.column(name).codes.values())):
                raise ValueError(f"form {self.form}: column {name} has no code {strange}")
        taken = {header for column in self.declared.columns for header in column.headers}
        if twice := taken & {known.header for known in self.known}:
            raise ValueError(f"form {self.form}: headers {sorted(twice)} belong to columns of the feed")
        return self

    def _codes(self) -> dict[str, tuple[str, ...]]:
        constants = {filled.column: (filled.code,) for filled in self.filled if filled.code}
        return {**constants, **{asked.column: asked.choices for asked in self.asked}}

    @property
    def declared(self) -> Feed:
        """The list that reads it back."""
        return feed(self.feed)

    @property
    def may_be_ordinary(self) -> bool:
        """Whether a list of its title that has no seals is a list like any other."""
        return self.is_log or self.source is None

    @property
    def filled_columns(self) -> tuple[str, ...]:
        """The columns filled in beforehand, in order."""
        return tuple(filled.column for filled in self.filled)

    @property
    def asked_columns(self) -> tuple[str, ...]:
        """The columns asked, in order."""
        return tuple(asked.column for asked in self.asked)

    @property
    def deciding_columns(self) -> tuple[str, ...]:
        """The asked columns in which two answers contradict each other; words and names only add to one another."""
        return tuple(name for name in self.asked_columns if self.column(name).type not in {"text", "name", "phone"})

    def column(self, name: str) -> Column:
        """A column of the feed; KeyError when it has none of that name."""
        return self.declared.column(name)


@cache
def forms() -> dict[str, Form]:
    """Every declared form by its name, in alphabetical order; ValueError for a slip of the pen."""
    found = {path.stem: _read(path) for path in sorted(HERE.glob("*.yml"))}
    if misnamed := [name for name, form in found.items() if form.form != name]:
        raise ValueError(f"forms {misnamed} are not called like their files")
    return found


def form_called(name: str) -> Form | None:
    """The form of this name, if there is one."""
    return forms().get(name)


def _read(path: Path) -> Form:
    return Form.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
