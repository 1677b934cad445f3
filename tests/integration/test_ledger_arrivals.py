"""Files that are not there yet as a whole, or not any more: taken in once, whole, and never half."""

import hashlib
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shouwang.landing import collect, collection
from shouwang.landing.archive import keeping
from shouwang.settings import Settings
from tests.integration.ledger_files import deliver_rows, dibao_rows, ledger_states
from tests.unit.landing.files import COUNTY, DIBAO_HEADER, write_workbook


def test_a_workbook_that_is_still_growing_is_left_and_told(
    empty_landing: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = write_workbook(tmp_path / "民政局_低保.xlsx", {"名单": [DIBAO_HEADER, *dibao_rows(30)]})
    path = deliver_rows(empty_landing, whole)
    path.write_bytes(whole.read_bytes()[:2000])
    moment = time.time() - 5
    os.utime(path, (moment, moment))
    with caplog.at_level(logging.WARNING):
        assert collect(empty_landing, COUNTY) == []
    assert "1 个文件还没有写完" in caplog.text
    assert path.exists()
    assert ledger_states(empty_landing) == []
    path.write_bytes(whole.read_bytes())
    os.utime(path, (moment, moment))
    (delivery,) = collect(empty_landing, COUNTY)
    assert delivery.state_code == "archived"
    assert not path.exists()


def test_a_file_replaced_while_it_is_read_is_taken_whole_the_next_time(
    empty_landing: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = deliver_rows(empty_landing, "民政局_低保", [DIBAO_HEADER, *dibao_rows(3)])

    @contextmanager
    def keeping_and_being_overtaken(source: Path, archive: Path) -> Iterator[str]:
        with keeping(source, archive) as kept:
            deliver_rows(empty_landing, "民政局_低保_新", [DIBAO_HEADER, *dibao_rows(5)], minute=1).replace(source)
            yield kept

    with monkeypatch.context() as patched:
        patched.setattr(collection, "keeping", keeping_and_being_overtaken)
        assert collect(empty_landing, COUNTY) == []
    assert ledger_states(empty_landing) == []
    newer = path.read_bytes()
    (delivery,) = collect(empty_landing, COUNTY)
    assert delivery.sha256 == hashlib.sha256(newer).hexdigest()
    assert ledger_states(empty_landing) == [("民政局_低保.csv", 1, "archived")]
    assert not path.exists()
