"""Feed declarations: validated, frozen, and the only place that says what a department sends.

A feed names columns of ``columns.yml``; landing tables, dbt sources, the structure gate, the simulation and the
documentation derive from the result. Unknown keys are refused, so a slip of the pen never becomes a silent default.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

HERE = Path(__file__).parent
REGISTER = "household_register"  # what every other list is held against
NOT_FEEDS = {"columns", "departments"}

ColumnType = Literal[
    "text",
    "name",
    "id_number",
    "household_number",
    "phone",
    "amount",
    "count",
    "date",
    "month",
    "code",
    "division_code",
    "row_key",
]

Channel = Literal["home_visit", "self_declaration", "grassroots_report", "data_comparison", "historical_data", "other"]


class Declaration(BaseModel):
    """A frozen piece of a declaration; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(Declaration):
    """One column of a feed: how it is headed, how it is read and who may see it.

    ``is_compared``: an identity whose equality matters outside the vault, so that a pseudonym of its text is landed.
    """

    name: str
    header: str
    aliases: tuple[str, ...] = ()
    type: ColumnType
    codes: dict[str, str] = Field(default_factory=dict)
    sensitivity: Literal["identity", "sensitive", "plain"]
    description: str
    required: bool = False
    is_compared: bool = False

    @model_validator(mode="after")
    def codes_belong_to_code_columns(self) -> "Column":
        """Refuse codes on other types and a code column without any."""
        if (self.type == "code") != bool(self.codes):
            raise ValueError(f"column {self.name}: codes are given exactly when type is code")
        return self

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header the column may stand under, the preferred one first."""
        return (self.header, *self.aliases)

    @property
    def label_of(self) -> dict[str, str]:
        """Code to the first Chinese label that means it."""
        return {code: label for label, code in reversed(self.codes.items())}


class Department(Declaration):
    """A department that sends."""

    code: str
    name: str


class SignalColumns(Declaration):
    """Which columns of a feed say when, how much (yuan) and of what kind its signal is."""

    date: str
    value: str | None = None
    attribute: str | None = None


class Feed(Declaration):
    """One list one department sends; one file of it is a delivery.

    ``due_months`` are the calendar months (1-12) whose list is expected when it is not every month's; a list sent as
    things happen, or on return, is expected in none. ``content``: events are what the month brought; a stock is the
    whole list as it stands, and the newest one stays in force until the next comes. ``channel``: which of the
    ways of discovery the list belongs to: the five of LF-02, or the fourth of LS-04 (media, petitions, opinion).
    ``storage``: every row of every delivery, or each different content of a row once, for lists that hardly change.
    """

    feed: str
    department: str
    title: str
    grain: str
    cadence: Literal["monthly", "quarterly", "school_term", "school_year", "as_it_happens", "on_return"]
    due_months: tuple[int, ...] = ()
    content: Literal["events", "stock"] = "events"
    channel: Channel = "data_comparison"
    storage: Literal["rows", "contents"] = "rows"
    deadline_day: int = Field(ge=1, le=28)
    title_keywords: tuple[str, ...] = Field(min_length=1)
    subject: Literal["person", "household"]
    signal: str | None = None
    signal_columns: SignalColumns | None = None
    key: tuple[str, ...] = Field(min_length=1)
    scope: str | None = None
    columns: tuple[Column, ...]

    @model_validator(mode="after")
    def names_hold_together(self) -> "Feed":
        """Refuse a column twice, an unknown key or one of amounts, a header that leads to two columns."""
        if bool(self.due_months) != (self.cadence in {"quarterly", "school_term", "school_year"}):
            raise ValueError(f"feed {self.feed}: due_months are given exactly when it comes by quarter, term or year")
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError(f"feed {self.feed}: a column is listed twice")
        if missing := {*self.key, *([self.scope] if self.scope else [])} - set(names):
            raise ValueError(f"feed {self.feed}: key or scope names unknown columns {sorted(missing)}")
        if amounts := [name for name in self.key if self.column(name).type == "amount"]:
            raise ValueError(f"feed {self.feed}: {amounts} are amounts, which one may write in several ways: no key")
        headers = [header for column in self.columns for header in column.headers]
        if twice := {header for header in headers if headers.count(header) > 1}:
            raise ValueError(f"feed {self.feed}: headers {sorted(twice)} lead to two columns")
        return self

    @model_validator(mode="after")
    def contents_can_be_found_again(self) -> "Feed":
        """Refuse storage by content where a key reads as something else than its text."""
        kept = {"text", "name", "id_number", "household_number", "phone", "division_code"}
        if self.storage == "contents" and (other := [n for n in self.key if self.column(n).type not in kept]):
            raise ValueError(f"feed {self.feed}: stored by content, {other} can be no key: not read as text")
        return self

    @model_validator(mode="after")
    def signal_can_be_read(self) -> "Feed":
        """Refuse a signal without its columns or the reverse, columns of other types, and nobody it could be about."""
        if (self.signal is None) != (self.signal_columns is None):
            raise ValueError(f"feed {self.feed}: signal and signal_columns are given together")
        if self.signal_columns is None:
            return self
        types = {column.name: column.type for column in self.columns}
        said = self.signal_columns
        for name, allowed in ((said.date, {"date"}), (said.value, {"amount"}), (said.attribute, {"code", "text"})):
            if name and types.get(name) not in allowed:
                raise ValueError(f"feed {self.feed}: {name} is no column of {sorted(allowed)}")
        if self.subject_column not in types:
            raise ValueError(f"feed {self.feed}: a signal needs {self.subject_column}")
        return self

    @property
    def subject_column(self) -> str:
        """The column whose identity number leads to the household: the person's, or the head's."""
        return "id_number" if self.subject == "person" else "head_id_number"

    def is_due_in(self, month: date) -> bool:
        """Whether a list of the data month ``month`` is expected at all."""
        return self.cadence == "monthly" or month.month in self.due_months

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError when the feed has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"feed {self.feed} has no column {name}")


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def vocabulary() -> dict[str, dict[str, Any]]:
    """Column name to its definition, as written in ``columns.yml``."""
    return {name: {"name": name, **definition} for name, definition in _read("columns").items()}


def parse_feed(document: dict[str, Any]) -> Feed:
    """A feed from its YAML document; ValueError (pydantic) for unknown keys, columns or types."""

    def resolve(use: dict[str, Any]) -> dict[str, Any]:
        use = dict(use)
        name = use.pop("column")
        if name not in vocabulary():
            raise ValueError(f"feed {document.get('feed')}: column {name} is not defined in columns.yml")
        return {**vocabulary()[name], **use}

    return Feed.model_validate({**document, "columns": [resolve(use) for use in document["columns"]]})


@cache
def feeds() -> dict[str, Feed]:
    """Every declared feed by its name, in alphabetical order."""
    names = sorted(path.stem for path in HERE.glob("*.yml") if path.stem not in NOT_FEEDS)
    parsed = {name: parse_feed(_read(name)) for name in names}
    for name, declared in parsed.items():
        if declared.feed != name or declared.department not in departments():
            raise ValueError(f"{name}.yml: the feed must be called {name} and its department be declared")
    return parsed


def feed(name: str) -> Feed:
    """The feed called ``name``; KeyError lists the known ones."""
    try:
        return feeds()[name]
    except KeyError:
        raise KeyError(f"no feed {name!r}; known: {', '.join(feeds())}") from None


@cache
def departments() -> dict[str, Department]:
    """Every department by its code."""
    return {code: Department(code=code, **fields) for code, fields in _read("departments").items()}
