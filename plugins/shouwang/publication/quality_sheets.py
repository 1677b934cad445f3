"""国家规则疑点: what the national quality rules will find in the county's own lists, before it is uploaded."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feed
from shouwang.publication.quality_findings import QualityFinding, read_findings, read_lists
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_month
from shouwang.quality import quality_rules

LISTS = ["monitored_households", "monitored_members", "assistance_measures", "household_incomes"]
FINDINGS = (
    SheetColumn("序号", 6),
    SheetColumn("规则编号", 11),
    SheetColumn("规则", 34, "left"),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("成员", 12),
    SheetColumn("查到的情况", 52, "left"),
    SheetColumn("由谁整改", 14),
    SheetColumn("豁免原因", 26, "left"),
)
COUNTS = (
    SheetColumn("规则编号", 11),
    SheetColumn("类别", 20),
    SheetColumn("规则", 40, "left"),
    SheetColumn("由谁整改", 14),
    SheetColumn("疑点数", 10),
    SheetColumn("已豁免", 10),
)


def read_quality_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Every finding and their counts by rule; no sheet when the version knew no list of the national system."""
    lists = read_lists(cursor, version, LISTS)
    if LISTS[0] not in lists:
        return []
    findings = read_findings(cursor, version)
    note = f"{subtitle}　　{_write_basis(lists)}"
    return [
        Sheet(
            "国家规则疑点",
            f"{title}·国家规则疑点",
            note,
            FINDINGS,
            tuple(_finding_rows(findings, version.month)),
            frozen=3,
        ),
        Sheet("国家规则疑点汇总", f"{title}·国家规则疑点汇总", note, COUNTS, tuple(_count_rows(findings)), frozen=1),
    ]


def _write_basis(lists: dict[str, date]) -> str:
    held = "、".join(f"{feed(name).title}（{write_month(lists[name])}）" for name in LISTS if name in lists)
    missing = "、".join(feed(name).title for name in LISTS if name not in lists)
    unjudged = f"；{missing}未报，与之有关的规则未判断" if missing else ""
    return f"按国家规则{len(quality_rules())}条检查：{held}{unjudged}；已豁免的列在最后，不计入疑点数"


def _finding_rows(findings: Sequence[QualityFinding], month: date) -> Iterable[SheetRow]:
    for position, found in enumerate(findings, start=1):
        place = [
            name_place(code, month) if code else "花名册中未找到" for code in (found.township_code, found.village_code)
        ]
        who = (found.head_name, found.member_name or "—")
        exemption = f"已豁免：{found.exemption_reason}" if found.is_exempt else ""
        rule = (found.rule_number, found.rule_label)
        yield SheetRow((position, *rule, *place, *who, found.found_text, found.mender_name, exemption))


def _count_rows(findings: Sequence[QualityFinding]) -> Iterable[SheetRow]:
    told = {found.rule_number: (found.rule_group_label, found.rule_label, found.mender_name) for found in findings}
    open_counts = Counter(found.rule_number for found in findings if not found.is_exempt)
    exempt_counts = Counter(found.rule_number for found in findings if found.is_exempt)
    for rule in sorted(told):
        yield SheetRow((rule, *told[rule], open_counts[rule], exempt_counts[rule]))
    yield SheetRow(("合计", "", "", "", open_counts.total(), exempt_counts.total()))
