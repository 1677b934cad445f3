"""The commands, wired; each does its work in a module of its own."""

import typer

from shouwang.cli import (
    backfill_commands,
    board_commands,
    county_commands,
    decision_commands,
    division_commands,
    file_commands,
    identity_commands,
    list_commands,
    person_commands,
    policy_commands,
    receipt_commands,
    stack_commands,
    urgent_commands,
    what_if_commands,
)

app = typer.Typer(
    name="shouwang",
    help="守望：每月从部门数据中找出可能返贫致贫的农户，交乡镇入户核查。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
for command in (
    stack_commands.up,
    stack_commands.down,
    stack_commands.status,
    stack_commands.clean,
    file_commands.simulate,
    file_commands.check,
    file_commands.evaluate,
    county_commands.run,
    urgent_commands.urgent,
    receipt_commands.receipts,
    decision_commands.decide,
    decision_commands.withdraw,
    board_commands.board,
    board_commands.progress,
    county_commands.explain,
    what_if_commands.what_if,
    policy_commands.policies,
    county_commands.walkthrough,
    person_commands.reveal,
    person_commands.reveals,
    person_commands.rekey,
):
    app.command()(command)
app.add_typer(list_commands.app, name="lists")
app.add_typer(backfill_commands.app, name="backfill")
app.add_typer(identity_commands.app)
app.add_typer(person_commands.person, name="person")
app.add_typer(division_commands.app)
