"""Which township list a returned workbook answers: every row's key must name the same one."""

from shouwang.landing.errors import RefusalError
from shouwang.landing.rows.identification import Identified
from shouwang.landing.rows.sorting import sort_rows
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey

SHOWN = 5


def decode_key(text: str, pseudonyms: Pseudonyms) -> RowKey | None:
    """The row key, or None when it was changed or never was one."""
    try:
        return RowKey.decode(text, pseudonyms)
    except ValueError:
        return None


def scope_of(key: RowKey) -> str:
    """Township, month and revision of the list the key belongs to."""
    return f"{key.township_code}-{key.month:%Y%m}-{key.revision:02d}"


def feedback_scope(identified: Identified, pseudonyms: Pseudonyms) -> str:
    """The scope of a returned workbook; RefusalError when its keys name no list or several."""
    cell = f"c{identified.header.positions[identified.feed.key[0]]}"
    texts = [
        text
        for frame in identified.table.pieces()
        for text in sort_rows(frame, identified.feed, identified.header).data[cell].drop_nulls()
    ]
    keys = [key for text in texts if (key := decode_key(text, pseudonyms))]
    scopes = sorted({scope_of(key) for key in keys})
    if not scopes:
        raise RefusalError("没有一行的行标识是本系统下发的，不知是哪份核查名单；请在下发的原表中填写后重报")
    if len(scopes) > 1:
        raise RefusalError(
            f"行标识分属 {len(scopes)} 份核查名单（{'、'.join(scopes[:SHOWN])}）；请每份名单单独交回，不要合并"
        )
    return scopes[0]
