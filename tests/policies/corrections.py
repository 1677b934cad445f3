"""What comes after a month was published: other files of every list, lists withdrawn, and versions that say less."""

import os
import shutil
from datetime import date

from psycopg2 import sql

from shouwang.build import prepare
from shouwang.landing import decide, open_questions, withdraw
from shouwang.publication import Publication, issue_lists, publish
from shouwang.settings import Settings
from shouwang.simulation import Plan, simulate
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import PublishedTable, published_tables

DAY = 86_400
OTHER_SEED = 1
CORRECTED = """
select count(*), min(delivery_id) from ops.deliveries
where county_code = %s and month = %s and revision > 1 and state_code = 'accepted'
"""
# What is published of the month without some of its rows, its sentences written otherwise.
ALTERED = """
create table {built} as select {columns} from {view} as said
where county_code = %(county)s and {is_of_month} and md5(said::text || %(number)s) > '3'
"""
OF_MONTH = {"month": "month = %(month)s", "state": "valid_from <= %(month)s and %(month)s < valid_to"}


def correct(settings: Settings, plan: Plan) -> int:
    """Send every list of the plan again as another county would, take one back, publish; how many were accepted."""
    county, month = plan.county_code, plan.first_month
    other = Plan(county, month, month, plan.household_count, plan.seed + OTHER_SEED, every_list=True)
    files = settings.home / "corrections"
    simulate(other, files / "inbox", files / "truth")
    for path in sorted((files / "inbox" / county / f"{month:%Y-%m}").iterdir()):
        target = settings.inbox / county / f"{month:%Y-%m}" / f"更正 {path.name}"
        shutil.copy2(path, target)
        os.utime(target, (path.stat().st_mtime + DAY,) * 2)
    land_month(settings, county, month)
    for question in open_questions(settings, county):
        decide(settings, question.delivery_id, "accept", "已向部门核实", "reviewer")
    land_month(settings, county, month)
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(CORRECTED, (county, month))
        accepted, one = cursor.fetchone() or (0, 0)
    withdraw(settings, one, "部门来函撤回", "reviewer")
    publish_month(settings, county, month)
    return int(accepted)


def publish_less(settings: Settings, county_code: str, month: date, number: int) -> Publication:
    """Publish a version with fewer rows and other sentences, and issue its lists."""
    build = prepare(settings, county_code, month)
    bound = {"county": county_code, "month": month, "number": str(number)}
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        schema = sql.Identifier(build.schema_name)
        cursor.execute(sql.SQL("create schema {}").format(schema))
        for table in published_tables():
            cursor.execute(_altered(table, build.schema_name, number), bound)
        cursor.execute(sql.SQL("grant usage on schema {} to publisher").format(schema))
        cursor.execute(sql.SQL("grant select on all tables in schema {} to publisher").format(schema))
        cursor.execute("update ops.builds set state_code = 'passed' where build_id = %s", (build.build_id,))
    published = publish(settings, build.build_id)
    issue_lists(settings, county_code, month)
    return published


def _altered(table: PublishedTable, schema_name: str, number: int) -> sql.Composed:
    said = f"（第{number}次更正）"
    columns = [
        sql.SQL("{0} || {1} as {0}").format(sql.Identifier(name), sql.Literal(said))
        if name.endswith("_text") and name not in table.key
        else sql.Identifier(name)
        for name in table.column_names
    ]
    return sql.SQL(ALTERED).format(
        built=sql.Identifier(schema_name, table.name),
        columns=sql.SQL(", ").join(columns),
        view=sql.Identifier(table.schema_name, table.name),
        is_of_month=sql.SQL(OF_MONTH[table.kind]),
    )
