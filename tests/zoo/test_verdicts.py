"""Every file of the zoo gets the verdict it must get, in the words it must get, and lands in exactly that way."""

import re
from collections import Counter
from pathlib import Path

import pytest

from shouwang.landing import CheckReport, check
from shouwang.landing.files.reading import Reader
from shouwang.landing.values.reasons import reasons
from tests.unit.landing.files import COUNTY, MONTH
from tests.zoo.specimen import Held, Read, Refused, Specimen
from tests.zoo.specimens import ZOO

Files = dict[str, Path]


@pytest.mark.parametrize("specimen", ZOO.values(), ids=ZOO)
def test_a_file_gets_its_verdict(specimen: Specimen, zoo_files: Files, reader: Reader) -> None:
    report = check(zoo_files[specimen.name], COUNTY, month=MONTH, reader=reader)
    if isinstance(specimen.verdict, Refused):
        assert report.refusal is not None
        assert re.fullmatch(specimen.verdict.message, report.refusal), report.refusal
    else:
        assert report.refusal is None
        assert report.feed == specimen.feed
        assert_read(report, specimen.verdict)


def assert_read(report: CheckReport, verdict: Read) -> None:
    """Counts by reason, each held cell with its message, remarks."""
    assert report.rows_found == report.rows_accepted + report.rows_held + report.rows_dropped
    found = (report.rows_found, report.rows_accepted, report.rows_held, dict(report.dropped))
    held = [Held(p.row_number, p.header, p.reason_code, p.seen) for p in report.problems]
    assert (found, sorted(held)) == (
        (verdict.found, verdict.accepted, verdict.held_rows, dict(verdict.dropped)),
        sorted(verdict.held),
    )
    assert verdict.found == verdict.accepted + verdict.held_rows + sum(verdict.dropped.values())
    for problem in report.problems:
        start = f"第{problem.row_number}行“{problem.header}”：{problem.seen}，应为"
        assert start in problem.message
        assert problem.message.startswith(report.file_name)
        assert problem.message.endswith(f"；{reasons()[problem.reason_code].advice}")
    assert set(verdict.told) <= set(report.remarks), report.remarks


def test_the_zoo_is_as_large_and_as_varied_as_it_should_be() -> None:
    kinds = Counter(type(specimen.verdict).__name__ for specimen in ZOO.values())
    assert kinds["Read"] >= 60
    assert kinds["Refused"] >= 30
    messages = {specimen.verdict.message for specimen in ZOO.values() if isinstance(specimen.verdict, Refused)}
    assert len(messages) >= 25
