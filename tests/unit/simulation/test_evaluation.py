"""The evaluation finds a planted miss and a planted extra in an outbox made by hand."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped] # the package ships no types

from shouwang.publication.outbox import AlteredFile
from shouwang.simulation import Evaluation, evaluate
from shouwang.simulation.truth import Fact, household_numbers

from .conftest import COUNTY, FEBRUARY, JANUARY, Simulated

HEADERS = ("变动", "户主姓名", "户主身份证号", "行标识")
Line = tuple[str, str]  # change, head's identity number


def covered(county: Simulated) -> list[Fact]:
    households = {f.household_number: f for f in county.facts(JANUARY) if f.is_covered == "true"}
    return [households[number] for number in sorted(households)]


def publish(outbox: Path, revision: int, lines: Mapping[str, Iterable[Line]]) -> None:
    directory = outbox / COUNTY / "2022-01" / f"{revision:02d}"
    directory.mkdir(parents=True)
    files = []
    for township, listed in sorted(lines.items()):
        name = f"{township}_入户核查名单.xlsx"
        write(directory / name, list(listed))
        files.append(entry(directory / name, township))
    (directory / "县级汇总.xlsx").write_bytes(b"not a list")
    files.append(entry(directory / "县级汇总.xlsx", COUNTY))
    (directory / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")


def entry(path: Path, addressee: str) -> dict[str, str]:
    return {"file_name": path.name, "addressee": addressee, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def write(path: Path, lines: Sequence[Line]) -> None:
    workbook = xlsxwriter.Workbook(path)
    workbook.add_worksheet("填表说明").write_string(0, 0, "请逐户核查")
    sheet = workbook.add_worksheet("名单")
    sheet.write_string(0, 0, "入户核查名单")
    for row, cells in enumerate([HEADERS, *((change, "某某", number, "") for change, number in lines)], start=2):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    workbook.close()


def by_township(facts: Iterable[Fact]) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = {}
    for fact in facts:
        lines.setdefault(fact.township_code, []).append(("", fact.head_id_number))
    return lines


def place(fact: Fact) -> tuple[str, str, str]:
    return ("2022-01", fact.township_code, fact.household_number)


def test_publishing_exactly_the_covered_is_perfect(county: Simulated, tmp_path: Path) -> None:
    publish(tmp_path, 1, by_township(covered(county)))
    found = evaluate(county.truth, tmp_path, COUNTY, [JANUARY])
    assert found == Evaluation(len(covered(county)), len(covered(county)), (), ())
    assert (found.recall, found.precision) == (1, 1)


def test_a_miss_and_an_extra_are_named(county: Simulated, tmp_path: Path) -> None:
    missed, *rest = covered(county)
    spared = sorted(
        set(household_numbers(county.truth, COUNTY).items()) - {(f.head_id_number, f.household_number) for f in rest}
    )
    head, number = next(pair for pair in spared if pair[1] != missed.household_number)
    lines = by_township(rest)
    township = min(lines)
    publish(tmp_path, 1, lines | {township: [*lines[township], ("", head)]})
    found = evaluate(county.truth, tmp_path, COUNTY, [JANUARY])
    assert found.missing == (place(missed),)
    assert found.unexplained == (("2022-01", township, number),)
    assert found.recall == pytest.approx(len(rest) / (len(rest) + 1))
    assert found.precision == pytest.approx(len(rest) / (len(rest) + 1))


def test_a_household_under_the_wrong_township_is_missing_and_unexplained(county: Simulated, tmp_path: Path) -> None:
    first, *rest = covered(county)
    elsewhere = next(f.township_code for f in rest if f.township_code != first.township_code)
    lines = by_township(rest)
    publish(tmp_path, 1, lines | {elsewhere: [*lines[elsewhere], ("", first.head_id_number)]})
    found = evaluate(county.truth, tmp_path, COUNTY, [JANUARY])
    assert found.missing == (place(first),)
    assert found.unexplained == (("2022-01", elsewhere, first.household_number),)


def test_supplements_add_and_withdraw(county: Simulated, tmp_path: Path) -> None:
    added, withdrawn, *rest = covered(county)
    publish(tmp_path, 1, by_township([withdrawn, *rest]))
    publish(
        tmp_path,
        2,
        {withdrawn.township_code: [("撤回", withdrawn.head_id_number)]}
        | {added.township_code: [("新增", added.head_id_number)]}
        if added.township_code != withdrawn.township_code
        else {added.township_code: [("撤回", withdrawn.head_id_number), ("新增", added.head_id_number)]},
    )
    found = evaluate(county.truth, tmp_path, COUNTY, [JANUARY])
    assert found.missing == (place(withdrawn),)
    assert found.unexplained == ()


def test_an_unknown_head_is_shown_without_its_number(county: Simulated, tmp_path: Path) -> None:
    first = covered(county)[0]
    publish(tmp_path, 1, {first.township_code: [("", "11010519491231002X")]})
    found = evaluate(county.truth, tmp_path, COUNTY, [JANUARY])
    assert [(month, township) for month, township, _ in found.unexplained] == [("2022-01", first.township_code)]
    assert "110105" not in repr(found)


def test_an_altered_workbook_is_refused(county: Simulated, tmp_path: Path) -> None:
    publish(tmp_path, 1, by_township(covered(county)))
    township = min(by_township(covered(county)))
    write(tmp_path / COUNTY / "2022-01" / "01" / f"{township}_入户核查名单.xlsx", [])
    with pytest.raises(AlteredFile):
        evaluate(county.truth, tmp_path, COUNTY, [JANUARY])


def test_the_document_names_the_households_and_can_be_written_as_json(county: Simulated, tmp_path: Path) -> None:
    publish(tmp_path, 1, by_township(covered(county)[1:]))
    document = json.loads(json.dumps(evaluate(county.truth, tmp_path, COUNTY, [JANUARY]).as_document()))
    assert [tuple(missing.values()) for missing in document["missing"]] == [place(covered(county)[0])]
    assert document["unexplained"] == []
    assert document["recall"] < document["precision"] == 1


def test_nothing_published_misses_everybody(county: Simulated, tmp_path: Path) -> None:
    found = evaluate(county.truth, tmp_path, COUNTY, [JANUARY, FEBRUARY])
    assert found.recall == 0
    assert found.precision == 1
    assert len(found.missing) == found.expected_count


def test_a_workbook_without_the_column_is_refused(county: Simulated, tmp_path: Path) -> None:
    directory = tmp_path / COUNTY / "2022-01" / "01"
    directory.mkdir(parents=True)
    workbook = xlsxwriter.Workbook(directory / "安陵镇.xlsx")
    workbook.add_worksheet().write_string(0, 0, "姓名")
    workbook.close()
    manifest = {"files": [entry(directory / "安陵镇.xlsx", "411024100")]}
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ValueError, match="户主身份证号"):
        evaluate(county.truth, tmp_path, COUNTY, [JANUARY])
