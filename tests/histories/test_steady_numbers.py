"""Nobody is called otherwise after a re-run, a later month or a restart of the server."""

from functools import partial
from pathlib import Path

from shouwang.landing import land
from shouwang.settings import Settings
from shouwang.stack.postgres import PostgresServer
from shouwang.warehouse import connect, migrate
from tests.conftest import run_as_admin, settings_for
from tests.histories.arrivals import receive
from tests.histories.compiled_models import compile_people, make_build
from tests.histories.county_year import MONTHS, REGISTER, tell_year
from tests.histories.lives import Make, fingerprint_lives, publish_waiting

NUMBERS = """
select vault.id_number, array_agg(distinct landing.person_id)
from landing.household_register as landing
inner join vault.household_register as vault using (delivery_id, row_number)
group by vault.id_number
"""


def test_person_numbers_never_change(tmp_path: Path) -> None:
    server = PostgresServer(tmp_path / "home")
    try:
        server.start()
        settings = settings_for(server.home, server, "lasting")
        run_as_admin(settings, "create database lasting")
        migrate(settings)
        _live_and_restart(server, settings, tmp_path)
    finally:
        server.erase()


def _live_and_restart(server: PostgresServer, settings: Settings, workplace: Path) -> None:
    registers = [file for file in tell_year() if file.name.startswith(REGISTER) and file.month in MONTHS[:3]]
    january, february, march = registers[:3]
    make: Make = partial(make_build, models=compile_people(settings, workplace))
    receive(settings, [january])
    first = person_numbers(settings)
    land_again(settings)
    assert person_numbers(settings) == first
    assert {len(numbers) for numbers in first.values()} == {1}
    publish_waiting(settings, {MONTHS[0]}, make)
    published = fingerprint_lives(settings)
    server.stop()
    server.start()
    assert person_numbers(settings) == first
    publish_waiting(settings, {MONTHS[0]}, make)
    assert fingerprint_lives(settings) == published
    receive(settings, [february, march], day=30)
    later = person_numbers(settings)
    assert {id_number: later[id_number] for id_number in first} == first
    assert len(later) > len(first)


def person_numbers(settings: Settings) -> dict[str, list[int]]:
    """Identity number to every pseudonym it has anywhere in the register."""
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute(NUMBERS)
        return dict(cursor.fetchall())


def land_again(settings: Settings) -> None:
    """Land every delivery once more, as a task that is tried again."""
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select delivery_id from ops.deliveries")
        numbers = [row[0] for row in cursor.fetchall()]
    for number in numbers:
        land(settings, number)
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute("update ops.deliveries set state_code = 'accepted' where state_code = 'landed'")
