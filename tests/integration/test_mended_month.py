"""A department's mended copy changes what its month says: the person it names stands on the township's list."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shouwang.receipts import issued_receipts
from shouwang.stages import land_month, publish_month
from tests.conftest import MakeWarehouse, arrive
from tests.integration.clerks import ARRIVED, fill, first_sheet, marked, texts

COUNTY, JANUARY = "411024", date(2022, 1, 1)
WORLD = Path(__file__).parents[1] / "world" / "inbox" / COUNTY / "2022-01"
NAME, NUMBER = "冯秀琴", "411024197311110822"


@pytest.mark.requirement("YL-09")
def test_a_mended_person_stands_on_the_list(make_warehouse: MakeWarehouse, tmp_path: Path) -> None:
    settings = make_warehouse()
    place = settings.inbox / COUNTY / "2022-01"
    arrive(WORLD, place, ARRIVED)
    land_month(settings, COUNTY, JANUARY)
    medical = [f for f in issued_receipts(settings, COUNTY, JANUARY) if f.feed == "medical_insurance_settlements"]
    (receipt,) = medical
    book = openpyxl.load_workbook(settings.outbox / receipt.file_path)
    (cell,) = marked(first_sheet(book))
    assert cell == "C10"
    fill(first_sheet(book), {10: {3: NUMBER}})
    book.save(tmp_path / "改好的表.xlsx")
    arrive(tmp_path / "改好的表.xlsx", place, ARRIVED + 60)
    land_month(settings, COUNTY, JANUARY)
    publish_month(settings, COUNTY, JANUARY)
    lists = settings.outbox / COUNTY / "2022-01" / "01"
    (path,) = lists.glob("*马栏镇*")
    said = texts(first_sheet(openpyxl.load_workbook(path)))
    assert NAME in said
    assert "18,000" in said
    (path,) = lists.glob("*安陵镇*")
    assert texts(first_sheet(openpyxl.load_workbook(path))).count("李小满") == 1, "what was not mended counts once"
    newest = issued_receipts(settings, COUNTY, JANUARY)
    assert [(found.revision, found.held_count) for found in newest if found.feed == receipt.feed] == [(1, 1), (2, 0)]
