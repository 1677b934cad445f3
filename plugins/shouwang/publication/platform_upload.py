"""上报: the file for the higher platform with who entered, left or changed, and the sheet that proves it (LF-04)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.handouts import Handout, Heading, Row
from shouwang.publication.record_people import RecordedPerson, name_listed
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_month

DIRECTORY, CONTROL = "上报", "上报核对"
CODES = ("entered", "changed", "left")
WIDTHS = {"position": 6.0, "id_number": 20.0, "category": 24.0, "previous_category": 24.0, "reason": 44.0}
WIDTH = 14.0
CONTROLLED = (
    SheetColumn("低收入类别", 28),
    *(SheetColumn(header, 12) for header in ("上期在册", "新增", "退出", "变更转入", "变更转出", "本期在册", "核对")),
)


class Upload(NamedTuple):
    """How the pack wants the file."""

    title: str
    clause: str
    words: dict[str, str]
    headers: tuple[str, ...]
    fields: tuple[str, ...]


class PlatformChange(NamedTuple):
    """One person the file tells of, and the row that names them."""

    code: str
    person_id: int
    township_code: str | None
    village_code: str | None
    category_label: str | None
    previous_category_label: str | None
    changed_date: date | None
    reason_text: str
    feed: str
    delivery_id: int
    row_number: int


UPLOAD = """
select title, clause, entered_label, left_label, changed_label, headers, fields
from reference.policy_uploads where policy_version = %s
"""
CHANGES = """
select platform_change_code, person_id, township_code, village_code, category_label, previous_category_label,
    changed_date, change_reason_text, feed, delivery_id, row_number
from publication.rpt_platform_changes_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by person_id
"""
HELD = """
select category_label, count(*) from marts.fct_low_income_people_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to group by category_label
"""
LAST_MONTH = """
select max(month) from ops.publications where county_code = %s and month < %s and published_at <= %s
"""
RANKS = "select category_label from reference.policy_categories where policy_version = %s order by category_rank"


def read_upload(cursor: Cursor, version: Version) -> list[Handout]:
    """The file of the month where the pack has one."""
    upload = _read_form(cursor, version)
    if upload is None:
        return []
    cursor.execute(CHANGES, version.known)
    rows = tuple(PlatformChange(*row) for row in cursor.fetchall())
    return [Handout(DIRECTORY, upload.title, f"{DIRECTORY}/{upload.title}.xlsx", rows, write_upload)]


def _read_form(cursor: Cursor, version: Version) -> Upload | None:
    cursor.execute(UPLOAD, (version.policy_version,))
    found = cursor.fetchone()
    if found is None:
        return None
    title, clause, entered, left, changed, headers, fields = found
    return Upload(title, clause, {"entered": entered, "left": left, "changed": changed}, tuple(headers), tuple(fields))


def write_upload(cursor: Cursor, heading: Heading, rows: Sequence[Row]) -> list[Sheet]:
    """The columns of the pack, one row a person."""
    upload = _read_form(cursor, heading.version)
    if upload is None:
        raise LookupError(f"policy {heading.version.policy_version} uploads nothing")
    changes = [PlatformChange(*row) for row in rows]
    named = name_listed(
        cursor,
        heading.version,
        [(change.person_id, (change.feed, change.delivery_id, change.row_number)) for change in changes],
    )
    told = [
        {**_say(change, upload, heading.version.month), "person_name": who.name, "id_number": who.id_number}
        for change, who in sorted(zip(changes, named, strict=True), key=lambda pair: _order(*pair))
    ]
    cells = tuple(
        SheetRow(tuple(position if name == "position" else said[name] for name in upload.fields))
        for position, said in enumerate(told, start=1)
    )
    columns = tuple(
        SheetColumn(header, WIDTHS.get(name, WIDTH)) for header, name in zip(upload.headers, upload.fields, strict=True)
    )
    note = f"依据：{heading.document_number}第{upload.clause}条　　共 {len(changes)} 人"
    return [Sheet(DIRECTORY, heading.title(upload.title), note, columns, cells)]


def _order(change: PlatformChange, who: RecordedPerson) -> tuple[int, str, str, str, int, int, str]:
    """By change and village, and as the lists have them: pseudonyms say nothing."""
    place = (CODES.index(change.code), change.township_code or "~", change.village_code or "~")
    return (*place, change.feed, change.delivery_id, change.row_number, who.id_number)


def _say(change: PlatformChange, upload: Upload, month: date) -> dict[str, str]:
    return {
        "change": upload.words[change.code],
        "township": name_place(change.township_code, month) if change.township_code else "",
        "village": name_place(change.village_code, month) if change.village_code else "",
        "category": change.category_label or "",
        "previous_category": change.previous_category_label or "",
        "changed_date": change.changed_date.isoformat() if change.changed_date else "",
        "reason": change.reason_text,
    }


def read_control_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Held last month + entered − left = held this month, by category; no sheet where nothing is uploaded."""
    if _read_form(cursor, version) is None:
        return []
    cursor.execute(LAST_MONTH, (version.county_code, version.month, version.published_at))
    (last_month,) = cursor.fetchone() or (None,)
    before = _read_held(cursor, version, last_month) if last_month else Counter[str]()
    cursor.execute(CHANGES, version.known)
    changes = [PlatformChange(*row) for row in cursor.fetchall()]
    cursor.execute(RANKS, (version.policy_version,))
    ranked = [label for (label,) in cursor.fetchall()]
    now = _read_held(cursor, version, version.month)
    labels = list(dict.fromkeys([*ranked, *sorted(before)]))
    counts = [count_category(label, before, changes, now) for label in labels]
    rows = [SheetRow((label, *_told(counted))) for label, counted in zip(labels, counts, strict=True)]
    total = tuple(sum(column) for column in zip(*counts, strict=True))
    since = f"上期为{write_month(last_month)}" if last_month else "首次上报，没有上期"
    note = f"{subtitle}　　上期在册＋新增－退出＋变更转入－变更转出＝本期在册；{since}"
    rows.append(SheetRow(("合计", *_told(total))))
    return [Sheet(CONTROL, f"{title}·{CONTROL}", note, CONTROLLED, tuple(rows), frozen=1)]


def _read_held(cursor: Cursor, version: Version, month: date) -> Counter[str]:
    cursor.execute(HELD, (version.county_code, month, version.published_at, version.published_at))
    return Counter(dict(cursor.fetchall()))


def count_category(
    label: str, before: Counter[str], changes: Sequence[PlatformChange], now: Counter[str]
) -> tuple[int, ...]:
    """Held before, entered, left, changed into, changed out of, held now."""
    into = Counter(change.code for change in changes if change.category_label == label)
    out_of = Counter(change.code for change in changes if change.previous_category_label == label)
    return (before[label], into["entered"], out_of["left"], into["changed"], out_of["changed"], now[label])


def _told(counts: Sequence[int]) -> tuple[str | int, ...]:
    before, entered, left, changed_into, changed_out, now = counts
    difference = now - (before + entered - left + changed_into - changed_out)
    return (*counts, "相符" if not difference else f"相差{difference}")
