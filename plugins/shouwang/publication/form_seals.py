"""The seals of the rows of a form that is about to leave."""

from collections.abc import Mapping, Sequence

import polars as pl

from shouwang.forms import Form
from shouwang.forms.row_seals import HEADER, RowSeal
from shouwang.landing.checking import county_context
from shouwang.landing.values.cleaning import clean_column
from shouwang.publication.handouts import Heading
from shouwang.publication.sheets import SheetColumn

COLUMN = SheetColumn(HEADER, 40, is_hidden=True)
Texts = Mapping[str, str]


def seal_rows(form: Form, addressee: str, heading: Heading, rows: Sequence[Texts]) -> list[str]:
    """The seal of each row, by the texts of its filled-in cells."""
    version = heading.version
    place = (form.form, version.county_code, version.month, heading.revision, addressee)
    return [
        RowSeal(*place, number).encode(heading.pseudonyms, values)
        for number, values in enumerate(as_landed(form, version.county_code, rows), start=1)
    ]


def as_landed(form: Form, county_code: str, rows: Sequence[Texts]) -> list[dict[str, str]]:
    """The values landing will read from filled-in cells, as text; of one it cannot read, nothing."""
    context = county_context(county_code, None, form.declared)
    cells = {name: pl.Series(name, [row[name] or None for row in rows], pl.String) for name in form.filled_columns}
    clean = {name: clean_column(form.column(name), series, context).values for name, series in cells.items()}
    read = {name: values.cast(pl.String).fill_null("").to_list() for name, values in clean.items()}
    return [{name: values[at] for name, values in read.items()} for at in range(len(rows))]
