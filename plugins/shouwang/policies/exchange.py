"""What a pack says of the exchange with departments and upwards: who is asked, who is told, what is uploaded.

Comparisons ask departments about applicants (YL-03); shares tell departments of people (YL-04, LS-16, QD-06); finding
words say whose problem an inspection found; the upload is the file for the higher platform (LF-04).
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import model_validator

from shouwang.feeds import departments, feed
from shouwang.feeds.declarations import Declaration, vocabulary

# What each list of answers can answer on; with several kinds, its rows say which in the column of asset kinds.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "finance_public_employees": ("public_employee",),
    "taxation_assets": ("vehicle", "property", "business"),
    "police_vehicles": ("vehicle",),
    "police_identity_checks": ("identity",),
    "market_companies": ("company",),
    "finance_office_assets": ("deposit", "wealth_product", "bond"),
    "human_resources_enterprise_pension": ("enterprise_pension",),
}
APPLICANT_MONTHS = "applicant_months"
Whom = Literal["newly_monitored", "monitored", "low_income"]
UploadField = Literal[
    "position",
    "change",
    "person_name",
    "id_number",
    "township",
    "village",
    "category",
    "previous_category",
    "changed_date",
    "reason",
]


class Comparison(Declaration):
    """A list by which a department answers about applicants, and what it is called on the list of results."""

    feed: str
    label: str
    clause: str

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """Code and Chinese label of each thing asked."""
        codes = COMPARED[self.feed]
        labels = {code: label for label, code in vocabulary()["asset_kind_code"]["codes"].items()}
        return ((codes[0], self.label),) if len(codes) == 1 else tuple((code, labels[code]) for code in codes)


class Share(Declaration):
    """Whom a department is told of each month: everybody of a household, or its head alone.

    ``answers`` is the list in which it sends back what relief it gave (QD-06).
    """

    department: str
    whom: Whom
    people: Literal["members", "heads"] = "members"
    answers: str | None = None
    clause: str


class FindingWords(Declaration):
    """The words (regular expressions) by which an inspection names a department as the one responsible (LS-16)."""

    department: str
    words: tuple[str, ...]


class UploadColumn(Declaration):
    """A column of the upload file: its header, and what stands in it."""

    header: str
    shows: UploadField


class Upload(Declaration):
    """The file for the higher platform: its name, its columns from left to right, and the words for the changes."""

    title: str
    clause: str
    entered: str = "新增"
    left: str = "退出"
    changed: str = "变更"
    columns: tuple[UploadColumn, ...]


class Exchange(Declaration):
    """All of it; a pack that says nothing asks nobody, tells nobody and uploads nothing."""

    comparisons: tuple[Comparison, ...] = ()
    shares: tuple[Share, ...] = ()
    findings: tuple[FindingWords, ...] = ()
    upload: Upload | None = None

    @model_validator(mode="after")
    def answers_can_be_asked_for(self) -> "Exchange":
        """Refuse a comparison by a list that answers nothing."""
        if wrong := [asked.feed for asked in self.comparisons if asked.feed not in COMPARED]:
            raise ValueError(f"不是比对结果名单：{'、'.join(wrong)}；可用：{'、'.join(COMPARED)}")
        return self

    @property
    def knows_low_income(self) -> bool:
        """Whether anything of it rests on the people of low income."""
        return self.upload is not None or any(share.whom == "low_income" for share in self.shares)


def find_exchange_slips(exchange: Exchange, expected: set[str], parameters: set[str]) -> Iterator[tuple[str, int, str]]:
    """Part, place in it and what is wrong: lists the county does not get, departments that are none, no time limit."""
    for place, asked in enumerate(exchange.comparisons):
        if asked.feed not in expected:
            yield "comparisons", place, f"名单 {asked.feed} 不在 feeds 中，该县不收它"
        if APPLICANT_MONTHS not in parameters:
            yield "comparisons", place, f"比对申请人需要参数 {APPLICANT_MONTHS}"
    for place, share in enumerate(exchange.shares):
        if share.department not in departments():
            yield "shares", place, f"没有部门 {share.department}"
        elif share.answers and (share.answers not in expected or feed(share.answers).department != share.department):
            yield "shares", place, f"{share.answers} 不是该县从 {share.department} 收的名单"
    for place, words in enumerate(exchange.findings):
        if words.department not in departments():
            yield "findings", place, f"没有部门 {words.department}"
