"""The forms of a version of a month: who gets which, about whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.forms import Form, forms
from shouwang.publication.form_facts import ALWAYS, fact_names, read_facts
from shouwang.publication.form_sheets import Facts, form_sheet, name_addressee
from shouwang.publication.handouts import Handout, Heading, Row, Rows
from shouwang.publication.identities import UNKNOWN, Identity, read_identities
from shouwang.publication.sheets import Sheet
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place

DIRECTORY = "表单"
HEAD = ALWAYS.index("head_person_id")
NOBODY = Identity(UNKNOWN, "", "", "")


class Heads:
    """The heads of all households that stand on forms of a version; read once, when the first form is written."""

    def __init__(self, version: Version, person_ids: Iterable[int]) -> None:
        self._version = version
        self._person_ids = frozenset(person_ids)
        self._found: dict[int, Identity] | None = None

    @property
    def month(self) -> date:
        """The month of the version."""
        return self._version.month

    def read(self, cursor: Cursor) -> dict[int, Identity]:
        """Person to identity."""
        if self._found is None:
            self._found = read_identities(cursor, self._version, self._person_ids)
        return self._found


class Asking(NamedTuple):
    """A form, whom it goes to, and the heads of the households it is about."""

    form: Form
    addressee: str
    heads: Heads


def read_forms(cursor: Cursor, version: Version) -> list[Handout]:
    """Every form that has a row for somebody, one workbook for each addressee."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for name, form in forms().items():
        for addressee, facts in read_facts(cursor, version, form, form.source) if form.source else ():
            rows[name, addressee].append(facts)
    heads = Heads(version, (facts[HEAD] for found in rows.values() for facts in found))
    return [_handout(forms()[name], addressee, tuple(found), heads) for (name, addressee), found in rows.items()]


def _handout(form: Form, addressee: str, rows: Rows, heads: Heads) -> Handout:
    name = name_addressee(addressee, heads.month)
    write = partial(write_form, Asking(form, addressee, heads))
    return Handout(f"{addressee}/{form.form}", name, f"{DIRECTORY}/{name}_{form.title}.xlsx", tuple(rows), write)


def write_form(asking: Asking, cursor: Cursor, heading: Heading, rows: Rows) -> list[Sheet]:
    """The one sheet of an addressee; without rows it takes back what was asked."""
    people = asking.heads.read(cursor) if rows else {}
    told = [dict(zip(fact_names(asking.form), row, strict=True)) for row in rows]
    month = heading.version.month
    named = [_with_names(facts, people.get(facts["head_person_id"], NOBODY), month) for facts in told]
    return [form_sheet(asking.form, asking.addressee, heading, named)]


def _with_names(facts: Facts, head: Identity, month: date) -> Facts:
    places = {
        "township_name": name_place(facts["township_code"], month) if facts["township_code"] else "",
        "village_name": name_place(facts["village_code"], month) if facts["village_code"] else "",
    }
    return {**facts, **places, "head_name": head.name, "head_id_number": head.id_number, "head_phone": head.phone}
