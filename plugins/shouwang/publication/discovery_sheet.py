"""发现渠道: by which channel of the policy each case of the month was found (LA-05, LS-04, LF-02)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments, feed
from shouwang.feeds.declarations import vocabulary
from shouwang.publication.identities import Identity, name_head, read_identities
from shouwang.publication.policy_rules import has_rules
from shouwang.publication.record_names import Record, read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, name_home, write_day

APPLICATIONS = "household_applications"
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("发现渠道", 18),
    SheetColumn("本月最先", 9),
    SheetColumn("报送单位", 14),
    SheetColumn("名单", 30, "left"),
    SheetColumn("日期", 16),
    SheetColumn("申请方式", 10),
    SheetColumn("首问单位", 18),
    SheetColumn("首问责任人", 12),
    SheetColumn("转交日期", 16),
)
READ = """
select township_code, village_code, head_person_id, channel_label, is_first_of_month, department_code, feed, event_date,
    application_form_code, first_asked_office, transferred_date, delivery_id, row_number
from marts.fct_case_discoveries_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by township_code collate "C", village_code collate "C", household_id, not is_first_of_month,
    event_date nulls last, feed collate "C", delivery_id, row_number
"""


def read_discovery_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Each case with its records, the first first; no sheet where the policy tells no ways of discovery apart."""
    if not has_rules(cursor, version, "policy_discoveries"):
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[2] for row in found])
    asked = [(APPLICATIONS, *row[-2:]) for row in found if row[6] == APPLICATIONS]
    names = read_record_names(cursor, "first_asked_name", asked)
    note = f"{subtitle}　　本月最先发现：{_count(found)}"
    rows = tuple(_rows(found, version, heads, names))
    return [Sheet("发现渠道", f"{title}·发现渠道", note, COLUMNS, rows, frozen=4)]


def _count(found: Sequence[Sequence[Any]]) -> str:
    counted = Counter(str(row[3]) for row in found if row[4])
    return "、".join(f"{label}{count}户" for label, count in sorted(counted.items())) or "无"


def _rows(
    found: Sequence[Sequence[Any]], version: Version, heads: Mapping[int, Identity], names: Mapping[Record, str]
) -> Iterator[SheetRow]:
    forms = {code: label for label, code in reversed(vocabulary()["application_form_code"]["codes"].items())}
    for position, row in enumerate(found, start=1):
        township, village, head, channel, is_first, sender, name, day, form, office, transferred, *record = row
        who = (*name_home(township, village, version.month), name_head(dict(heads), head))
        by = (channel, "是" if is_first else "", departments()[sender].name, feed(name).title)
        first_asked = names.get((record[0], record[1])) or NOT_SAID
        asked = (forms.get(form, NOT_SAID), office or NOT_SAID, first_asked)
        yield SheetRow((position, *who, *by, write_day(day), *asked, write_day(transferred)))
