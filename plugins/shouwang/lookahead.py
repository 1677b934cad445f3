"""Making the next thing while the one before is used: reading, judging and copying keep two cores busy."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Generator[T, None, None]:
    """The items in order, the next one being made in a thread of its own while one is used."""
    with ThreadPoolExecutor(1, "ahead") as maker:
        made = maker.submit(next, items, None)
        while (item := made.result()) is not None:
            made = maker.submit(next, items, None)
            yield item
