"""What commands show: progress and tables for people on a terminal, one JSON document for programs."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档，供程序读取。")]

# Characters in a line where there is no terminal to ask.
PRINTED_WIDTH = 140
EXPECTED_ERRORS = (LookupError, ValueError, OSError, RuntimeError)

progress_console = Console(stderr=True, highlight=False)
result_console = Console(highlight=False, width=None if sys.stdout.isatty() else PRINTED_WIDTH)


def say(text: str) -> None:
    """One line of progress, on standard error, so that results can be piped."""
    progress_console.print(text, markup=False, soft_wrap=True)


def show(document: Any, as_json: bool, *tables: Table) -> None:  # noqa: FBT001 -- the flag as the command got it
    """The result: ``document`` as JSON, or the tables."""
    if as_json:
        json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
        return
    for table in tables:
        result_console.print(table)


def table(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """A table of plain text cells."""
    drawn = Table(title=title, title_justify="left")
    for header in headers:
        drawn.add_column(header, overflow="fold")
    for row in rows:
        drawn.add_row(*("" if cell is None else str(cell) for cell in row))
    return drawn


def stop(message: str) -> NoReturn:
    """End with a message on standard error and exit code 1."""
    say(f"✗ {message}")
    raise typer.Exit(1)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn an error a person can act on into one line; a programming error keeps its traceback."""
    try:
        yield
    except EXPECTED_ERRORS as error:
        if isinstance(error, KeyError):
            stop(str(error.args[0]))
        stop(str(error))
