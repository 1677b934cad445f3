"""A filing as sheets for its department, and the totals of all of them for the county (统一交办, LA-04)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.filings import FiledRecord, Filing, Reconciliation, read_filings
from shouwang.publication.identities import UNKNOWN, Identity, name_head
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import label_relation, name_place, write_amount, write_day, write_month

RECORDS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 14),
    SheetColumn("户主", 10),
    SheetColumn("成员", 16),
    SheetColumn("规则", 20),
    SheetColumn("记录日期", 15),
    SheetColumn("数值（元）", 13),
    SheetColumn("来源文件", 34, "left"),
    SheetColumn("行号", 7),
    SheetColumn("交办清单编号", 19),
)
RECONCILED = (
    SheetColumn("序号", 6),
    SheetColumn("名单", 44, "left"),
    SheetColumn("收到行数", 12),
    SheetColumn("已交办", 12),
    SheetColumn("未匹配到户", 12),
    SheetColumn("未达风险标准", 14),
    SheetColumn("核查后静默或已急难交办", 14),
    SheetColumn("退回整改", 12),
    SheetColumn("核对", 10),
)
EQUATION = "收到行数＝已交办＋未匹配到户＋未达风险标准＋核查后静默或已急难交办＋退回整改"


def write_filing(
    filing: Filing, version: Version, revision: int, document_number: str, identities: Mapping[int, Identity]
) -> list[Sheet]:
    """The two sheets of one department's filing: 备案 with every record handed out, and 对账."""
    place = f"{name_place(version.county_code, version.month)} {write_month(version.month)}"
    title = f"{place}{filing.department_name}线索交办备案（第{revision}版）"
    basis = f"依据：{document_number}　　交办记录 {len(filing.records)} 条，合风险 {filing.risk_count} 条"
    rows = tuple(_record_rows(filing.records, version.month, identities))
    return [
        Sheet("备案", title, f"{basis}（同一户同一规则计一条）", RECORDS, rows, frozen=2),
        _reconciled_sheet("对账", f"{title}·对账", [("", found) for found in filing.reconciliations]),
    ]


def read_total_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """统一交办 (risks by township and department) and 交办对账 (rows by list), as the version said them."""
    filings = [filing for filing in read_filings(cursor, version).values() if not filing.is_empty]
    named = [(filing.department_name, found) for filing in filings for found in filing.reconciliations]
    return [
        _total_sheet(f"{title}·统一交办", subtitle, filings, version.month),
        _reconciled_sheet("交办对账", f"{title}·交办对账", [pair for pair in named if pair[1].received]),
    ]


def list_number(township_code: str, month: date) -> str:
    """The number of a township's list of a month: ``411024100-202201``."""
    return f"{township_code}-{month:%Y%m}"


def _record_rows(records: Sequence[FiledRecord], month: date, identities: Mapping[int, Identity]) -> Iterable[SheetRow]:
    for position, record in enumerate(records, start=1):
        yield SheetRow(
            (
                *(position, name_place(record.township_code, month), name_place(record.village_code, month)),
                name_head(identities, record.head_person_id),
                _member(identities, record.person_id),
                *(record.risk_label, write_day(record.event_date)),
                *(write_amount(record.value_amount), record.file_name, record.row_number),
                list_number(record.township_code, month),
            )
        )


def _member(identities: Mapping[int, Identity], person_id: int) -> str:
    found = identities.get(person_id)
    return f"{found.name}（{label_relation(found.relation_code)}）" if found else UNKNOWN


def _reconciled_sheet(name: str, title: str, named: Sequence[tuple[str, Reconciliation]]) -> Sheet:
    rows = [
        SheetRow((number, f"{department} {found.feed_title}".strip(), *_reconcile(found[1:])))
        for number, (department, found) in enumerate(named, start=1)
    ]
    if named:
        total = tuple(sum(column) for column in zip(*(found[1:] for _, found in named), strict=True))
        rows.append(SheetRow(("", "合计", *_reconcile(total))))
    return Sheet(name, title, EQUATION, RECONCILED, tuple(rows), frozen=2)


def _reconcile(counts: Sequence[int]) -> tuple[str | int, ...]:
    received, *parts = counts
    difference = received - sum(parts)
    return (*counts, "相符" if not difference else f"相差{difference}")


def _total_sheet(title: str, subtitle: str, filings: Sequence[Filing], month: date) -> Sheet:
    risks = {f.department_code: {(r.township_code, *r.risk) for r in f.records} for f in filings if f.records}
    names = {filing.department_code: filing.department_name for filing in filings}
    townships = sorted({township for found in risks.values() for township, *_ in found})
    counts = [[sum(township == code for township, *_ in found) for found in risks.values()] for code in townships]
    rows = [SheetRow((name_place(code, month), *row, sum(row))) for code, row in zip(townships, counts, strict=True)]
    total = [len(found) for found in risks.values()]
    columns = (SheetColumn("乡镇", 18), *(SheetColumn(names[code], 12) for code in risks), SheetColumn("合计", 10))
    return Sheet(
        "统一交办",
        title,
        f"{subtitle}　　各部门线索形成的风险条数（同一户同一规则计一条），合计与各乡镇交办清单风险条数一致",
        columns,
        (*rows, SheetRow(("合计", *total, sum(total)))),
        frozen=1,
    )
