"""抽查样本, 抽查结果: households drawn for a spot check, and what came of it by township and category (QD-09)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feed
from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.quality_findings import read_lists
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home, name_place, write_month, write_share

RESULTS = "spot_checks"
DRAWN_FROM = [
    *("civil_affairs_dibao_roll", "civil_affairs_tekun_roll", "civil_affairs_dibao_edge"),
    *("civil_affairs_expenditure_poverty", "formerly_registered_people"),
]
HOUSEHOLDS = (
    SheetColumn("序号", 6),
    SheetColumn("抽取月份", 12),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("类别", 24),
    SheetColumn("本乡镇该类户数", 14),
    SheetColumn("抽查结果", 24),
    SheetColumn("核查日期", 13),
)
STRATA = (
    SheetColumn("序号", 6),
    SheetColumn("抽取月份", 12),
    SheetColumn("乡镇", 16),
    SheetColumn("类别", 24),
    SheetColumn("户数", 8),
    SheetColumn("抽取户数", 10),
    SheetColumn("已反馈户数", 10),
    SheetColumn("情况属实户数", 12),
    SheetColumn("属实率", 10),
)
SHARE = """
select (parameter.value * 100)::float8::text || '%%'
from reference.policy_samples as sample
inner join reference.policy_parameters as parameter
    on parameter.policy_version = sample.policy_version and parameter.parameter = sample.share_parameter
where sample.policy_version = %s and parameter.valid_from <= %s and %s < parameter.valid_to
"""
READ_HOUSEHOLDS = """
select head_person_id, sample_month, township_code, village_code, stratum_label, stratum_household_count,
    spot_check_code, coalesce(check_date::text, '—')
from marts.fct_sampled_households_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by sample_month desc, township_code collate "C", village_code collate "C", household_id
"""
READ_STRATA = """
select sample_month, township_code, stratum_label, stratum_household_count, drawn_count, spot_checked_count,
    as_recorded_count
from marts.fct_sample_results_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by sample_month desc, township_code collate "C", stratum_code collate "C"
"""


def read_sample_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The households drawn, the month's first; no sheet where the policy draws none or no list of them ever came."""
    cursor.execute(SHARE, (version.policy_version, version.month, version.month))
    (share,) = cursor.fetchone() or (None,)
    known = read_lists(cursor, version, [*DRAWN_FROM, RESULTS])
    if not share or not known.keys() - {RESULTS}:
        return []
    rule = f"每个乡镇每类各抽{share}，不足一户抽一户；同一月份重抽结果不变"
    note = f"{subtitle}　　{rule}。结果用《{feed(RESULTS).title}》报回"
    drawn = Sheet("抽查样本", f"{title}·抽查样本", note, HOUSEHOLDS, _household_rows(cursor, version), frozen=5)
    if RESULTS not in known:
        return [drawn]
    note = f"{subtitle}　　属实率：情况属实户数占已反馈户数"
    return [drawn, Sheet("抽查结果", f"{title}·抽查结果", note, STRATA, _stratum_rows(cursor, version), frozen=4)]


def _household_rows(cursor: Cursor, version: Version) -> tuple[SheetRow, ...]:
    labels = feed(RESULTS).column("spot_check_code").label_of
    cursor.execute(READ_HOUSEHOLDS, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[0] for row in found if row[0]])
    rows = []
    for position, (head, month, township, village, label, count, result, checked) in enumerate(found, start=1):
        home = name_home(township, village, version.month)
        who = (write_month(month), *home, name_head(heads, head))
        rows.append(SheetRow((position, *who, label, count, labels.get(result, "待反馈"), checked)))
    return tuple(rows)


def _stratum_rows(cursor: Cursor, version: Version) -> tuple[SheetRow, ...]:
    cursor.execute(READ_STRATA, version.known)
    return tuple(
        SheetRow(
            (
                *(position, write_month(month), name_place(township, version.month), label, count, drawn),
                *(checked, as_recorded, write_share(as_recorded, checked)),
            )
        )
        for position, (month, township, label, count, drawn, checked, as_recorded) in enumerate(cursor.fetchall(), 1)
    )
