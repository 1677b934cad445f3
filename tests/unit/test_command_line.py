"""The command line: help for every command, JSON for programs, one clear line for an error."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shouwang.cli import app

COMMANDS = (
    "up",
    "down",
    "status",
    "clean",
    "simulate",
    "check",
    "evaluate",
    "run",
    "lists",
    "board",
    "progress",
    "receipts",
    "decide",
    "withdraw",
    "explain",
    "urgent",
    "walkthrough",
)
WORLD = Path(__file__).parents[1] / "world" / "inbox" / "411024" / "2022-01"
runner = CliRunner()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_json(command: str) -> None:
    shown = runner.invoke(app, [command, "--help"], env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"})
    assert shown.exit_code == 0
    assert "--json" in shown.output


@pytest.mark.parametrize("command", [("lists", "again"), ("backfill", "create"), ("backfill", "cancel")])
def test_every_command_of_a_group_has_help_and_json(command: tuple[str, str]) -> None:
    shown = runner.invoke(app, [*command, "--help"], env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"})
    assert shown.exit_code == 0
    assert "--json" in shown.output


def test_options_of_a_group_are_not_lost_on_its_command() -> None:
    shown = runner.invoke(app, ["lists", "--month", "2022-01", "again"])
    assert shown.exit_code == 1
    assert "选项请写在 again 之后" in shown.output


def test_the_help_lists_every_command() -> None:
    shown = runner.invoke(app, ["--help"], env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"})
    assert all(command in shown.output for command in COMMANDS)


def test_a_file_is_checked_without_a_database_and_each_held_row_is_answered_in_chinese() -> None:
    (path,) = WORLD.glob("医疗保障局*")
    shown = runner.invoke(app, ["check", str(path), "--json"])
    assert shown.exit_code == 0, shown.output
    found = json.loads(shown.stdout)
    assert (found["feed"], found["rows_in"], found["rows_accepted"], found["rows_held"]) == (
        "medical_insurance_settlements",
        8,
        7,
        1,
    )
    (problem,) = found["problems"]
    assert (problem["row_number"], problem["header"]) == (10, "身份证号码")
    assert "第10行" in problem["message"]
    assert "18" in problem["message"]
    assert "41102419731111082" not in shown.stdout


def test_a_file_that_is_no_list_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "通知.csv"
    path.write_text("关于开会的通知\n请准时参加\n", encoding="utf-8")
    shown = runner.invoke(app, ["check", str(path), "--json"])
    assert shown.exit_code == 1


def test_simulating_an_unknown_county_names_the_known_ones(tmp_path: Path) -> None:
    shown = runner.invoke(app, ["simulate", "--county", "999999", "--inbox", str(tmp_path / "inbox")])
    assert shown.exit_code == 1
    assert "Traceback" not in shown.output


def test_a_county_that_is_not_served_is_answered_at_once() -> None:
    shown = runner.invoke(app, ["run", "--county", "341525", "--month", "2022-01"])
    assert shown.exit_code == 1
    assert "SHOUWANG_COUNTIES" in shown.output


def test_a_month_in_another_form_is_answered(tmp_path: Path) -> None:
    shown = runner.invoke(app, ["simulate", "--from", "2022/1", "--inbox", str(tmp_path / "inbox")])
    assert shown.exit_code == 1
    assert "2022/1" in shown.output
