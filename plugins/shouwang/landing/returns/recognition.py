"""Which list a file is, forms that come back among them: those are known by their seals, whatever they are called."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from shouwang.divisions import county
from shouwang.feeds import Feed
from shouwang.forms import Form, form_called, forms
from shouwang.forms.row_seals import FORM, HEADER, RowSeal, Sealed
from shouwang.landing.errors import RefusalError
from shouwang.landing.files.tables import Table
from shouwang.landing.returns.returned import Returned
from shouwang.landing.rows.header_rows import plain_text
from shouwang.landing.rows.headers import confirm, find_header
from shouwang.landing.rows.identification import Identified, identify
from shouwang.people.pseudonyms import Pseudonyms

SHOWN = 5
NO_SEALS = (
    "标题写的是本系统下发的《{title}》，表中却没有隐藏的“{header}”列，不知各行答的是哪一户；"
    "请在下发的原表中填写，不要删去隐藏列、不要只复制看得见的部分"
)
BROKEN_SEALS = "《{title}》没有一行的“{header}”是本系统下发的（应为下发时的原样）；请在下发的原表中填写后重报"
OTHER_COUNTY = "这是下发给{name}的《{title}》，不是本县的；请放入该县的收件目录"
SEVERAL = "行标识分属 {count} 份下发的表（{scopes}）；请每份表单独交回，不要合并"


class Issuer(NamedTuple):
    """Whose forms are expected: a county, and its key; without the key nothing can be told from a forgery."""

    county_code: str
    pseudonyms: Pseudonyms | None = None


def identify_list(file_name: str, tables: Sequence[Table], candidates: Sequence[Feed], issuer: Issuer) -> Identified:
    """The list a file is (see ``identify``); of a form that came back, with what form it is a return of."""
    places = {at: place for at, table in enumerate(tables) if (place := seal_position(table)) is not None}
    titled = _titled(file_name, tables)
    if not places:
        if titled:
            raise RefusalError(NO_SEALS.format(title=titled.title, header=HEADER))
        return identify(file_name, tables, candidates)
    sealed = [tables[at] for at in places]
    seal = _only_seal([(tables[at], place) for at, place in places.items()], issuer, titled)
    form = form_called(seal.form)
    if form is None:
        raise RefusalError(BROKEN_SEALS.format(title=file_name, header=HEADER))
    for table in sealed:
        confirm(form.declared, find_header(form.declared, table))
    found = identify(file_name, sealed, [form.declared])
    position = next(place for at, place in places.items() if tables[at] is found.table)
    return replace(found, returned=Returned(form, seal.scope, position, issuer.pseudonyms))


def seal_position(table: Table) -> int | None:
    """Where the seals stand: under their header, or wherever a seal is seen; None when the sheet has none."""
    headed = (row.index(cell) for row in table.opening for cell in row if plain_text(cell) == HEADER)
    seen = (at for row in table.opening for at, cell in enumerate(row) if FORM.fullmatch(cell.strip().lower()))
    return next(seen, next(headed, None))


def _titled(file_name: str, tables: Sequence[Table]) -> Form | None:
    """The form whose title the file bears; some may as well be ordinary lists."""
    above = [cell for table in tables for row in table.opening[:2] for cell in row]
    title = plain_text("|".join([file_name, *(table.sheet_name or "" for table in tables), *above]))
    return next((form for form in forms().values() if form.title in title and not form.may_be_ordinary), None)


def _only_seal(places: Sequence[tuple[Table, int]], issuer: Issuer, titled: Form | None) -> RowSeal:
    """A seal of the one form all rows are of; RefusalError when they are of none, of several, of another county's."""
    seals = {seal.scope: seal for table, position in places for seal in _seals(table, position, issuer)}
    title = titled.title if titled else "下发的表"
    if not seals:
        raise RefusalError(BROKEN_SEALS.format(title=title, header=HEADER))
    if len(seals) > 1:
        raise RefusalError(SEVERAL.format(count=len(seals), scopes="、".join(sorted(seals)[:SHOWN])))
    (seal,) = seals.values()
    if seal.county_code != issuer.county_code:
        raise RefusalError(OTHER_COUNTY.format(name=county(seal.county_code).name, title=title))
    return seal


def _seals(table: Table, position: int, issuer: Issuer) -> list[RowSeal]:
    cells = (cell for frame in table.pieces() for cell in frame[f"c{position}"].drop_nulls())
    found = (Sealed.decode(cell, issuer.pseudonyms) for cell in cells)
    return [sealed.seal for sealed in found if sealed]
