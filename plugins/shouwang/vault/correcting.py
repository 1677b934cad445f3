"""Correcting what a list says of a person (PIPL, art. 46): a mended copy of the row, in at the same door as any other.

The copy carries the mark of the row it mends (docs/decisions/0013), so it is archived, judged and published like what a
department sends, outlives every landing, and can be withdrawn. The correction is kept as well: it is applied again to
every later delivery of the list that still has the old text, until the department has mended its own.
"""

import csv
import io
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from pydantic import BaseModel, ConfigDict

from shouwang.durable_files import write_whole
from shouwang.feeds import Column, Feed, departments, feeds
from shouwang.landing.mending.marks import ROW_HEADER, Mark
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.settings import Settings
from shouwang.vault.persons import identify
from shouwang.vault.record import read_row_cells
from shouwang.vault.rights_log import Entry, log_right
from shouwang.vault.traces import Place, find_places
from shouwang.warehouse import connect

KEEP = """
insert into vault.corrections (county_code, person_id, feed, column_name, old_text, new_text, reason, corrected_by)
values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing
"""
STANDING = """
select person_id, feed, column_name, old_text, new_text from vault.corrections
where county_code = %s order by correction_number
"""
# Rows that count: of accepted deliveries, unless a mended copy or a newer list has taken their place.
IN_FORCE = """
select county_code, to_char(month, 'YYYY-MM') from ops.deliveries as d
where delivery_id = %(delivery_id)s and state_code = 'accepted'
    and not exists (
        select from landing.replaced_rows(array(
            select delivery_id from ops.deliveries as o
            where o.state_code in ('accepted', 'landed', 'questioned')
                and (o.county_code, o.month, o.feed, o.scope) = (d.county_code, d.month, d.feed, d.scope)
        )) as r
        where r.delivery_id = d.delivery_id and r.row_number = %(row_number)s
    )
    and not exists (
        select from ops.deliveries as newer
        where (newer.county_code, newer.month, newer.feed, newer.scope) = (d.county_code, d.month, d.feed, d.scope)
            and newer.revision > d.revision and newer.state_code = 'accepted' and newer.mends_delivery_id is null
    )
"""


class Request(BaseModel):
    """What is to be corrected, as it comes in a file: list and column by name or header, the text now and then."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id_number: str
    feed: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Correction:
    """Mended copies put into the inbox, by their paths below it; empty when every row says the new text already."""

    paths: tuple[str, ...]


@dataclass(frozen=True)
class _Change:
    person_id: int
    feed: Feed
    column: Column
    old: str
    new: str


def correct_person(settings: Settings, request: Request, county_code: str, reason: str, by: str) -> Correction:
    """Correct a cell of a person in every row of a list that counts; the next landing of the county takes it in.

    LookupError (Chinese) for an unknown list or column, or when no row that counts has the old text; ValueError for
    no identity number or no reason. Asking again makes the same files, which are the same deliveries.
    """
    feed = _feed(request.feed)
    column = _column(feed, request.column)
    with connect(settings, "data_protection", "correct person") as connection, connection.cursor() as cursor:
        person = identify(settings, connection, request.id_number).person_id
        change = _Change(person, feed, column, request.old.strip(), request.new.strip())
        made = _copies(settings, connection, [change], county_code)
        if not made:
            raise LookupError(
                f"{feed.title}中没有此人“{column.header}”为原内容的有效行；请先用 person export 查看现有内容"
            )
        said = (feed.feed, column.name, change.old, change.new, reason, by)
        log_right(cursor, Entry("correct", person, reason, by, len(made)))
        cursor.execute(KEEP, (county_code, person, *said))
        return _put(settings, made)


def apply_corrections(settings: Settings, county_code: str) -> Correction:
    """Mend rows of newer deliveries that repeat what was corrected before."""
    with connect(settings, "data_protection", "apply corrections") as connection, connection.cursor() as cursor:
        cursor.execute(STANDING, (county_code,))
        changes = [
            _Change(person, feeds()[feed], feeds()[feed].column(name), old, new)
            for person, feed, name, old, new in cursor.fetchall()
        ]
        return _put(settings, _copies(settings, connection, changes, county_code))


def _feed(name: str) -> Feed:
    for feed in feeds().values():
        if name in {feed.feed, feed.title}:
            return feed
    raise LookupError(f"没有叫做“{name}”的名单；名单名称见 docs/feeds.md")


def _column(feed: Feed, name: str) -> Column:
    for column in feed.columns:
        if column.type != "row_key" and name in {column.name, *column.headers}:
            return column
    headers = "、".join(column.header for column in feed.columns)
    raise LookupError(f"{feed.title}没有“{name}”这一栏；有：{headers}")


def _copies(
    settings: Settings, connection: Connection, changes: list[_Change], county_code: str
) -> list[tuple[str, bytes]]:
    """Path below the inbox and content of each mended row."""
    pseudonyms = keys_in_force(settings, connection).pseudonyms
    made = []
    with connection.cursor() as cursor:
        for change in changes:
            for place, month in _places(cursor, change, county_code):
                cells = read_row_cells(cursor, place)
                if cells.get(change.column.header, "") == change.old:
                    mark = Mark(place.delivery_id, place.row_number).encode(pseudonyms)
                    content = _copy({**cells, change.column.header: change.new}, mark)
                    department = departments()[change.feed.department].name
                    name = f"{department}_{change.feed.title}_更正_{mark}.csv"
                    made.append((f"{county_code}/{month}/{name}", content))
    return made


def _places(cursor: Cursor, change: _Change, county_code: str) -> list[tuple[Place, str]]:
    found = []
    for place in find_places(cursor, change.person_id):
        if place.feed.feed == change.feed.feed:
            cursor.execute(IN_FORCE, {"delivery_id": place.delivery_id, "row_number": place.row_number})
            row = cursor.fetchone()
            if row and row[0] == county_code:
                found.append((place, str(row[1])))
    return found


def _copy(cells: dict[str, str], mark: str) -> bytes:
    """A list of one row, in the coding departments' programs write."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[*cells, ROW_HEADER], [*cells.values(), mark]])
    return stream.getvalue().encode("utf-8-sig")


def _put(settings: Settings, made: list[tuple[str, bytes]]) -> Correction:
    for path, content in made:
        target = settings.inbox / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content, 0o600)
    return Correction(tuple(path for path, _ in made))
