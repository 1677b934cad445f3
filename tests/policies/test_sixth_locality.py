"""A sixth locality is a copied and edited file: a county nobody wrote a program for, with a limit that changes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shouwang.policies import pack_for
from shouwang.policies.packs import HERE
from shouwang.settings import Settings
from shouwang.simulation import Plan, simulate
from shouwang.simulation.evaluation import evaluate
from shouwang.simulation.truth import Fact, read_facts
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect, migrate
from tests.conftest import MakeWarehouse
from tests.own_policies import own_policies

COUNTY, MONTHS = "419901", [date(2022, 1, 1), date(2022, 2, 1)]
TOWNSHIPS = ["柳溪镇", "石桥镇", "东岗乡"]
LIMIT = "values: [{valid_from: 2022-01-01, value: 10000}]"
EDITED = {
    "policy: yanling": "policy: qiushui",
    "county_prefix: '411024'": f"county_prefix: '{COUNTY}'",
    "document_number: 鄢巩固脱贫组办〔2022〕3号": "document_number: 秋巩固脱贫组办〔2022〕6号",
    LIMIT: "values: [{valid_from: 2022-01-01, value: 10000}, {valid_from: 2022-02-01, value: 5000}]",
    "label: 医疗救助后自费超限": "label: 自费过高",
}
OVER = "medical_self_paid_over"
JUDGED = """
select month, rule_code, threshold_amount, count(*) from marts.fct_household_risk_months
where county_code = %s group by 1, 2, 3 order by 1, 2, 3
"""
Judged = list[tuple[date, str, Decimal | None, int]]


def divisions() -> str:
    """A city, its county, three townships of four villages each; none of them exists."""
    rows = [("4199", "秋水市", "city", "41"), (COUNTY, "秋水县", "county", "4199")]
    for number, name in enumerate(TOWNSHIPS):
        township = f"{COUNTY}{100 + number}"
        rows.append((township, name, "township", COUNTY))
        rows += [(f"{township}20{village}", f"{name[:2]}{village}村", "village", township) for village in range(1, 5)]
    return "\n".join(["code,name,level,parent_code", *map(",".join, rows)]) + "\n"


def judged(settings: Settings) -> Judged:
    with connect(settings, "analyst", "test") as connection, connection.cursor() as cursor:
        cursor.execute(JUDGED, (COUNTY,))
        return cursor.fetchall()


def between(facts: list[Fact]) -> set[bool]:
    """Whether a rule covers people whose only clean bill of the month is over the new limit and not over the old."""
    bills: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.feed == "medical_insurance_settlements" and fact.row_state == "clean":
            bills.setdefault(fact.subject_id_number, []).append(fact)
    single = [bill for (bill, *others) in bills.values() if not others]
    return {OVER in bill.rule for bill in single if Decimal(5000) < Decimal(bill.value_amount) <= Decimal(10000)}


@pytest.mark.requirement("YL-02", "WH-06")
def test_a_copied_and_edited_file_governs_a_county_and_its_limit_changes_in_time(
    make_warehouse: MakeWarehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (HERE / "yanling.yml").read_text(encoding="utf-8")
    for was, now in EDITED.items():
        assert text.count(was) >= 1
        text = text.replace(was, now, 1)
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "qiushui.yml").write_text(text, encoding="utf-8")
    (tmp_path / "divisions.csv").write_text(divisions(), encoding="utf-8")
    monkeypatch.setenv("SHOUWANG_DIVISIONS", str(tmp_path / "divisions.csv"))
    with own_policies(folder, monkeypatch):
        settings = make_warehouse()
        truth = tmp_path / "truth"
        simulate(Plan(COUNTY, MONTHS[0], MONTHS[-1], 900, 8), settings.inbox, truth)
        for month in MONTHS:
            land_month(settings, COUNTY, month)
            publish_month(settings, COUNTY, month)
        found = evaluate(truth, settings.outbox, COUNTY, MONTHS)
        assert (found.recall, found.precision, found.expected_count > 20) == (1.0, 1.0, True)
        assert [between(read_facts(truth, COUNTY, month)) for month in MONTHS] == [{False}, {True}]
        before = judged(settings)
        limits = [(month, limit) for month, rule, limit, _ in before if rule == OVER]
        assert limits == [(MONTHS[0], Decimal(10000)), (MONTHS[1], Decimal(5000))]
        assert "秋巩固脱贫组办〔2022〕6号" in reasons(settings)
        assert "自费过高" in labels(settings)
    later = text.replace(", {valid_from: 2022-02-01, value: 5000}]", ", {valid_from: 2022-02-01, value: 6000}]")
    (folder / "qiushui.yml").write_text(later, encoding="utf-8")
    with own_policies(folder, monkeypatch):
        migrate(settings)
        for month in MONTHS:
            publish_month(settings, COUNTY, month)
        after = judged(settings)
        assert [row for row in after if row[0] == MONTHS[0]] == [row for row in before if row[0] == MONTHS[0]]
        assert {limit for month, rule, limit, _ in after if rule == OVER and month == MONTHS[1]} == {Decimal(6000)}
        assert pack_for(COUNTY).version != pack_for("411024").version


def reasons(settings: Settings) -> str:
    return asked(settings, "select string_agg(distinct document_number, ' ') from marts.fct_household_risk_months")


def labels(settings: Settings) -> str:
    return asked(settings, "select string_agg(distinct risk_label, ' ') from marts.fct_household_risk_months")


def asked(settings: Settings, question: str) -> str:
    with connect(settings, "analyst", "test") as connection, connection.cursor() as cursor:
        cursor.execute(question)
        (found,) = cursor.fetchone() or ("",)
    return str(found)
