"""Everything about one person, for that person: what came, what was made of it, who looked (PIPL, art. 45)."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.people.identifiers import spell
from shouwang.settings import Settings
from shouwang.vault.persons import Person, identify
from shouwang.vault.rights_log import Entry, log_right
from shouwang.vault.traces import Place, Trace, find_places, log_traces, own_columns, published_traces
from shouwang.warehouse import connect

DELIVERY = (
    "select file_name, to_char(month, 'YYYY-MM'), received_at, state_code from ops.deliveries where delivery_id = %s"
)
ROW = """
select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(l) || to_jsonb(i))), l.is_accepted
from landing.{feed} as l inner join vault.{feed} as i using (delivery_id, row_number)
where l.delivery_id = %s and l.row_number = %s
"""
ORIGINALS = "select column_name, cell_text from vault.original_cells where delivery_id = %s and row_number = %s"
EXTRAS = "select cells from vault.extra_cells where delivery_id = %s and row_number = %s"
STATES = {"accepted": "已接收", "rejected": "未采用", "withdrawn": "已撤回", "questioned": "待裁定", "landed": "已入库"}


@dataclass(frozen=True)
class DeliveredRow:
    """A row as a department sent it; ``cells`` by the column's header, as text."""

    month: str
    department: str
    title: str
    file_name: str
    received_at: str
    state: str
    row_number: int
    is_accepted: bool
    cells: dict[str, str]


@dataclass(frozen=True)
class Record:
    """One person's record: rows of departments, rows made and published of them, rows of the logs."""

    person: Person
    delivered: tuple[DeliveredRow, ...]
    published: tuple[Trace, ...]
    logs: tuple[Trace, ...]

    @property
    def row_count(self) -> int:
        """How many rows name the person."""
        return len(self.delivered) + len(self.published)

    def as_document(self) -> dict[str, Any]:
        """The record as JSON knows it, under Chinese names."""
        return {
            "身份证号": self.person.spelled,
            "内部编号": str(self.person.person_id),
            "部门报送": [_delivered(row) for row in self.delivered],
            "研判与发布": [_trace(trace) for trace in self.published],
            "查看与办理记录": [_trace(trace) for trace in self.logs],
        }


def export_person(settings: Settings, id_number: str, reason: str, by: str) -> Record:
    """The record of the person with this number, and an entry in the log of rights.

    LookupError (Chinese) when nothing names them; ValueError for no identity number or no reason.
    """
    with connect(settings, "data_protection", "export person") as connection, connection.cursor() as cursor:
        person = identify(settings, connection, id_number)
        places = find_places(cursor, person.person_id)
        delivered = tuple(_read(cursor, place) for place in places)
        published = tuple(published_traces(cursor, person.person_id))
        if not delivered and not published:
            raise LookupError("没有任何一份名单或发布的数据提到此人；请核对号码（读自文件或标准输入）")
        log_right(cursor, Entry("export", person.person_id, reason, by, len(delivered) + len(published)))
        return Record(person, delivered, published, tuple(log_traces(cursor, person.known_as)))


def _read(cursor: Cursor, place: Place) -> DeliveredRow:
    at = (place.delivery_id, place.row_number)
    cursor.execute(DELIVERY, at[:1])
    file_name, month, received_at, state = cursor.fetchone() or ("", "", "", "")
    return DeliveredRow(
        month=month,
        department=departments()[place.feed.department].name,
        title=place.feed.title,
        file_name=file_name,
        received_at=str(received_at),
        state=STATES.get(state, state),
        row_number=place.row_number,
        is_accepted=_is_accepted(cursor, place),
        cells=_cells(cursor, place),
    )


def _is_accepted(cursor: Cursor, place: Place) -> bool:
    return bool(_row(cursor, place)[1])


def _row(cursor: Cursor, place: Place) -> tuple[dict[str, Any], bool]:
    statement = sql.SQL(ROW).format(feed=sql.Identifier(place.feed.feed))
    cursor.execute(statement, (place.delivery_id, place.row_number))
    row = cursor.fetchone()
    return (row[0], row[1]) if row else ({}, False)


def _cells(cursor: Cursor, place: Place) -> dict[str, str]:
    return row_cells(cursor, place) | _extra_cells(cursor, place)


def read_row_cells(cursor: Cursor, place: Place) -> dict[str, str]:
    """Every cell of the row by header, whoever it is about, with the columns no declaration names."""
    whole = place._replace(column_name="id_number")
    return row_cells(cursor, whole) | _extra_cells(cursor, whole)


def row_cells(cursor: Cursor, place: Place) -> dict[str, str]:
    """The person's cells of the row by header: as they came where that is kept, else as they were read."""
    values, _ = _row(cursor, place)
    cursor.execute(ORIGINALS, (place.delivery_id, place.row_number))
    originals = dict(cursor.fetchall())
    found = {}
    for name in own_columns(place):
        column = place.feed.column(name)
        text = originals.get(name, values.get(name))
        if text is not None and text != "":
            is_read = column.type == "code" and name not in originals
            shown = column.label_of.get(str(text), str(text)) if is_read else spell(str(text))
            found[column.header] = shown
    return found


def _extra_cells(cursor: Cursor, place: Place) -> dict[str, str]:
    """Columns no declaration names: of the person's own row all of them."""
    if not place.is_whole:
        return {}
    cursor.execute(EXTRAS, (place.delivery_id, place.row_number))
    row = cursor.fetchone()
    return {str(name): str(text) for name, text in (row[0] if row else {}).items() if text}


@cache
def labels() -> dict[str, dict[str, str]]:
    """``record_labels.yml``."""
    found: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "record_labels.yml").read_text(encoding="utf-8")
    )
    return found


def table_label(table: str) -> str:
    """What a stored table is called to a person."""
    name = table.partition("_v1")[0]
    return labels()["tables"].get(name, name)


def labelled(trace: Trace) -> dict[str, str]:
    """The values of a row that say something, by label, numbers of other people left out."""
    return {
        labels()["columns"].get(name, name): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in trace.values.items()
        if value is not None and not name.endswith(("person_ids", "digest", "transaction_id"))
    }


def _trace(trace: Trace) -> dict[str, Any]:
    return {"表": table_label(trace.table), "内容": labelled(trace)}


def _delivered(row: DeliveredRow) -> dict[str, Any]:
    return {
        "月份": row.month,
        "部门": row.department,
        "名单": row.title,
        "文件": row.file_name,
        "收到": row.received_at,
        "名单状态": row.state,
        "行": row.row_number,
        "是否接收": "是" if row.is_accepted else "否",
        "内容": row.cells,
    }
