"""Claims a county-month for one build and pins what it may know."""

from datetime import date

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build.builds import Build
from shouwang.build.clocks import require_known_days
from shouwang.build.inputs import pin_inputs
from shouwang.feeds import REGISTER
from shouwang.policies import pack_for
from shouwang.settings import Settings
from shouwang.warehouse import connect


class NoRegister(LookupError):
    """Nobody can be found without a household register, and none was accepted up to this month."""


CLAIM = """
insert into ops.month_epochs (county_code, month, epoch) values (%s, %s, 1)
on conflict (county_code, month) do update set epoch = month_epochs.epoch + 1
returning epoch
"""
RECORD = """
insert into ops.builds (build_id, county_code, month, epoch, schema_name, policy_version, state_code, forerunner)
values (%s, %s, %s, %s, %s, %s, 'prepared', ops.forerunner(%s, %s))
"""
GHOSTS = """
select schema_name from ops.builds
where county_code = %s and month = %s and epoch < %s and to_regnamespace(schema_name) is not null
order by epoch
"""


def prepare(settings: Settings, county_code: str, month: date) -> Build:
    """Claim the next epoch of the month (its first day), pin the deliveries in force and clear away older attempts.

    From here on an older run of the same month can no longer publish. Raises NoRegister when no register was ever
    accepted for the month or an earlier one, UnknownYear when a clock needs working days that nobody knows, LookupError
    when no policy pack governs the county.
    """
    policy_version = pack_for(county_code).version
    with connect(settings, "transformer", "prepare") as connection, connection.cursor() as cursor:
        build = _claim(cursor, county_code, month, policy_version)
        _pin(cursor, build)
        require_known_days(cursor, build)
        _clear_ghosts(cursor, build)
    return build


def _claim(cursor: Cursor, county_code: str, month: date, policy_version: str) -> Build:
    cursor.execute(CLAIM, (county_code, month))
    row = cursor.fetchone()
    epoch = int(row[0]) if row else 1
    name = f"{month:%Y%m}"
    build = Build(
        build_id=f"{county_code}-{name}-{epoch:04d}",
        county_code=county_code,
        month=month,
        epoch=epoch,
        schema_name=f"build_{county_code}_{name}_{epoch:04d}",
        policy_version=policy_version,
        state_code="prepared",
    )
    names = (build.build_id, county_code, month, epoch, build.schema_name, policy_version)
    cursor.execute(RECORD, (*names, county_code, month))
    return build


def _pin(cursor: Cursor, build: Build) -> None:
    if REGISTER not in {pinned.feed for pinned in pin_inputs(cursor, build)}:
        raise NoRegister(
            f"{build.county_code} 在 {build.month:%Y-%m} 及以前没有通过质量关的农户家庭成员信息花名册，无法对应到户；"
            "请乡村振兴局报送花名册后重新运行"
        )


def _clear_ghosts(cursor: Cursor, build: Build) -> None:
    """Drop what older attempts at the month left: unpublished ones are ghosts, a published one is only a copy."""
    cursor.execute(GHOSTS, (build.county_code, build.month, build.epoch))
    for (schema_name,) in cursor.fetchall():
        cursor.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(schema_name)))
