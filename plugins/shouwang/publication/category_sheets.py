"""类别建议, 存量到期核查, 单人低保建议: where the rules and the official categories differ, to be checked by people."""

from collections.abc import Iterable, Sequence
from datetime import date

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feed
from shouwang.publication.category_records import (
    Recheck,
    SinglePerson,
    Suggested,
    read_defaults,
    read_missing_rolls,
    read_rechecks,
    read_ruled,
    read_single_people,
    read_suggestions,
)
from shouwang.publication.quality_findings import read_lists
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_month

PLACE = (SheetColumn("序号", 6), SheetColumn("乡镇", 16), SheetColumn("村", 18), SheetColumn("户主", 12))
SUGGESTIONS = (
    *PLACE,
    SheetColumn("现有类别", 16),
    SheetColumn("按规则可能符合", 18),
    SheetColumn("原建档立卡", 11),
    SheetColumn("建议", 40, "left"),
    SheetColumn("依据", 90, "left"),
)
RECHECKS = (*PLACE, SheetColumn("建议", 40, "left"), SheetColumn("依据", 80, "left"))
SINGLE = (*PLACE, SheetColumn("成员", 12), SheetColumn("情形", 24), SheetColumn("依据", 80, "left"))
ADVICE = {
    "apply": "告知并启动申请、家庭经济状况核对、审核确认",
    "raise": "可能符合更高类别，请核对后办理",
    "review": "现有记录与原类别条件不符，请入户复核后再定",
    "check": "财产情况未核对，先比对再定，不视为符合或不符合",
}
TERM_ADVICE = {
    "ended": "过渡期已满，按现行办法重新核定，做好政策衔接",
    "over": "收入已不低于上限，不再符合过渡期保留条件，请核定",
    "ending": "过渡期将满，请提前复核",
    "income_unknown": "收入未知，请核对",
    "kept": "过渡期内，保留原救助措施",
}
# What the sheets rest on: any of the first makes a suggestion possible; the others are told when they are missing.
INCOMES = ("household_incomes", "monitored_households")
ASSETS = ("police_vehicles", "taxation_assets")
EDGE, DISABLED = "civil_affairs_dibao_edge", "disability_roll"
TERM_NOTE = "原认定、收入高于现行上限的存量家庭，期满的列在最前"
SINGLE_NOTE = "已在低保、特困名册上的人和已知死亡的人不列入；请核实后办理"


def read_category_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The three sheets as the version said them; each only where its pack has the rule and its lists are known."""
    lists = read_lists(cursor, version, [*INCOMES, *ASSETS, EDGE, DISABLED])
    ruled = read_ruled(cursor, version)
    sheets = []
    if ruled.proposes and any(name in lists for name in INCOMES):
        rows = _suggestion_rows(read_suggestions(cursor, version), version)
        sheets.append(
            _sheet(
                "类别建议",
                (
                    title,
                    subtitle,
                    _write_basis(lists, read_defaults(cursor, version), read_missing_rolls(cursor, version)),
                ),
                SUGGESTIONS,
                rows,
            )
        )
    if ruled.has_transition and EDGE in lists:
        rows = _recheck_rows(read_rechecks(cursor, version), version)
        sheets.append(_sheet("存量到期核查", (title, subtitle, TERM_NOTE), RECHECKS, rows))
    if ruled.takes_single_people and DISABLED in lists:
        rows = _single_rows(read_single_people(cursor, version), version)
        sheets.append(_sheet("单人低保建议", (title, subtitle, SINGLE_NOTE), SINGLE, rows))
    return sheets


def _sheet(
    name: str, heading: tuple[str, str, str], columns: tuple[SheetColumn, ...], rows: Iterable[SheetRow]
) -> Sheet:
    title, subtitle, note = heading
    return Sheet(name, f"{title}·{name}", f"{subtitle}　　{note}", columns, tuple(rows), frozen=len(PLACE))


def _write_basis(lists: dict[str, date], defaults: Sequence[str], rolls: Sequence[str]) -> str:
    asked = (*INCOMES, *ASSETS)
    held = "、".join(f"{feed(name).title}（{write_month(lists[name])}）" for name in asked if name in lists)
    missing = "、".join(feed(name).title for name in (INCOMES[0], *ASSETS) if name not in lists)
    unjudged = f"；{missing}未报，与之有关的条件不能判断" if missing else ""
    unentered = f"；{'、'.join(defaults)}为系统默认值，公布标准尚未录入" if defaults else ""
    unknown = f"；{'、'.join(rolls)}未报，现有类别不清，未作建议" if rolls else ""
    return f"以下由规则算出，须由人核实，不是认定结论；依据{held}{unjudged}{unentered}{unknown}"


def _suggestion_rows(suggestions: Sequence[Suggested], version: Version) -> Iterable[SheetRow]:
    for position, said in enumerate(suggestions, start=1):
        kinds = (said.official or "—", said.proposed or "—", "是" if said.was_registered_poor else "")
        advice = ADVICE[said.suggestion_code]
        yield SheetRow((position, *_place(said, version), *kinds, advice, said.reason_text))


def _recheck_rows(rechecks: Sequence[Recheck], version: Version) -> Iterable[SheetRow]:
    for position, said in enumerate(rechecks, start=1):
        yield SheetRow((position, *_place(said, version), TERM_ADVICE[said.recheck_code], said.found_text))


def _single_rows(people: Sequence[SinglePerson], version: Version) -> Iterable[SheetRow]:
    for position, said in enumerate(people, start=1):
        yield SheetRow((position, *_place(said, version), said.person_name, said.grounds, said.reason_text))


def _place(said: Suggested | Recheck | SinglePerson, version: Version) -> tuple[str, str, str]:
    return (
        name_place(said.township_code, version.month),
        name_place(said.village_code, version.month),
        said.head_name,
    )
