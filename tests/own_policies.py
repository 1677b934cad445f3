"""A folder of policy packs of one's own, for as long as a block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shouwang.policies import packs
from shouwang.policies.working_days import working_days
from shouwang.settings import settings


@contextmanager
def own_policies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read the packs of ``folder`` besides those that come along."""
    with monkeypatch.context() as changed:
        changed.setenv("SHOUWANG_POLICIES", str(folder))
        _forget()
        try:
            yield
        finally:
            changed.undo()
            _forget()


def _forget() -> None:
    settings.cache_clear()
    packs.cache_clear()
    working_days.cache_clear()
