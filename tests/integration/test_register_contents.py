"""The register stored by content: what stands in landing and vault is what storing every row would have put there."""

import multiprocessing
from collections.abc import Sequence
from typing import Any

import pytest

from shouwang.feeds import REGISTER, Feed, feed, feeds
from shouwang.landing import collect, land
from shouwang.landing.mending.marks import ROW_HEADER, Mark
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.landing_tables import contents_table, landing_ddl, pieces_table
from tests.conftest import MakeWarehouse
from tests.integration.test_landing_collection import deliver
from tests.unit.landing.files import COUNTY, id_number

NAME = "农户家庭成员信息花名册"
HEADER = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码", "联系电话", "备注")
VILLAGE = "411024100001"
HOUSEHOLDS = 12
SAID = (
    "select * from landing.household_register order by delivery_id, row_number",
    "select * from vault.household_register order by delivery_id, row_number",
    "select * from landing.held_cells order by delivery_id, row_number, column_name, reason_code",
    "select * from vault.original_cells order by delivery_id, row_number, column_name",
    "select * from vault.extra_cells order by delivery_id, row_number",
    "select * from landing.dropped_rows order by delivery_id, reason_code",
    "select * from landing.mended_rows order by delivery_id, row_number",
    (
        "select delivery_id, state_code, rows_found, rows_in, rows_accepted, rows_held, rows_dropped, month "
        "from ops.deliveries order by delivery_id"
    ),
)
CONTENTS = f"select count(*) from landing.{contents_table(feed(REGISTER))}"  # noqa: S608 -- our own table name
ROWS = "select count(*) from landing.household_register"
SHA = "select sha256 from ops.deliveries"
Row = tuple[str, ...]
Files = list[tuple[str, tuple[Row, ...]]]  # the month's directory, the rows with their header
Said = dict[str, list[tuple[Any, ...]]]


def ending_in_zeros() -> str:
    """A valid identity number of which a spreadsheet program could have taken the last digits."""
    return next(
        n for rank in range(1, 1000) for day in range(10, 29) if (n := id_number(rank, f"198001{day}"))[15:] == "000"
    )


def person(number: int, *, phone: str = "", id_text: str = "", name: str = "", village: str = VILLAGE) -> Row:
    relation, sex = ("户主", "男") if number % 2 == 0 else ("配偶", "女")
    said = id_text or id_number(number + 1)
    return (f"H{number // 2:04d}", name or "柳成荫", said, relation, sex, village, phone or f"138{number:08d}", "")


def everybody() -> list[Row]:
    return [person(number) for number in range(2 * HOUSEHOLDS)]


def january() -> tuple[Row, ...]:
    """Sound rows and, among them, every kind that is held, kept as it came, dropped or judged by what stands beside."""
    odd = [
        person(30, id_text=ending_in_zeros()),
        person(31, id_text=id_number(31)[:17]),
        person(32, id_text=f" {id_number(33)[:17].lower()}{id_number(33)[17].lower()} "),
        person(33, name="柳　成荫"),
        person(34, village="411024999999"),
        person(0),
        person(2, name="另一人"),
        ("", "", "", "", "", "", "", ""),
    ]
    return (HEADER, *everybody()[:10], *odd, *everybody()[10:], ("合计", "", "24", "", "", "", "", ""))


def february() -> tuple[Row, ...]:
    """Other telephones, a death, a birth and a row that stands twice; the same numbers beside a ruined one."""
    rows = [person(n, phone="13999999999" if n % 5 == 0 else "") for n in range(2 * HOUSEHOLDS) if n != 7]
    born = person(40, id_text=id_number(40, "20220205"))
    odd = [
        person(30, id_text=ending_in_zeros()),
        person(31, id_text="4.11024E+17"),
        person(3),
        person(33, name="柳　成荫"),
    ]
    return (HEADER, *rows[:6], born, *rows[6:], *odd)


def march() -> tuple[Row, ...]:
    """Columns in another order and one more, everybody again in reverse, the newborn too."""
    rows = [*everybody(), person(40, id_text=id_number(40, "20220205")), person(33, name="柳　成荫")]
    return tuple(
        (*reversed(row), extra) for row, extra in zip([HEADER, *reversed(rows)], ["网格", *"甲乙丙" * 9], strict=False)
    )


def corrected() -> tuple[Row, ...]:
    """January once more: what was held is mended, and somebody is in it who was not born."""
    unborn = person(40, id_text=id_number(40, "20220205"))
    return (HEADER, *everybody(), person(31), person(30, id_text=ending_in_zeros()), unborn)


FILES: Files = [("2022-01", january()), ("2022-02", february()), ("2022-03", march()), ("2022-01", corrected())]


@pytest.fixture(scope="module")
def by_content(make_warehouse: MakeWarehouse) -> Settings:
    return make_warehouse()


@pytest.fixture(scope="module")
def by_row(make_warehouse: MakeWarehouse) -> tuple[Settings, Feed]:
    """A warehouse that keeps every row, and the declaration that says so."""
    settings, plain = make_warehouse(), feed(REGISTER).model_copy(update={"storage": "rows"})
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("drop view landing.household_register, vault.household_register")
        cursor.execute(landing_ddl(plain))
        for schema in ("landing", "vault"):
            cursor.execute(f"grant select, insert, delete on {schema}.household_register to loader")
    return settings, plain


def take(settings: Settings, files: Sequence[tuple[str, tuple[Row, ...]]]) -> list[int]:
    """Collect the files in turn and land what came; the deliveries in the order given."""
    taken = []
    for minute, (month, rows) in enumerate(files):
        deliver(settings, f"{NAME}-{minute}", *rows, month=month, minute=minute)
        (delivery,) = (found for found in collect(settings, COUNTY) if found.state_code == "archived")
        land(settings, delivery.delivery_id)
        taken.append(delivery.delivery_id)
    return taken


def ask(settings: Settings, text: str) -> list[tuple[Any, ...]]:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()


def said(settings: Settings) -> Said:
    return {text: ask(settings, text) for text in SAID}


def mended(settings: Settings, delivery_id: int, row_number: int) -> Files:
    """A marked copy of a delivery with one row of it mended, and one beside it that it never had."""
    mark = Mark(delivery_id, row_number).encode(Pseudonyms(settings.secret("pseudonym_key")))
    rows = ((*HEADER, ROW_HEADER), (*person(31), mark), (*person(4), mark.replace("sw", "no")))
    return [("2022-01", rows)]


def empty(settings: Settings) -> None:
    """Take every delivery and what it brought out again."""
    register = feed(REGISTER)
    contents = [f"{schema}.{contents_table(register)}" for schema in ("landing", "vault")]
    cells = [
        "landing.held_cells",
        "landing.dropped_rows",
        "landing.mended_rows",
        "vault.original_cells",
        "vault.extra_cells",
    ]
    tables = ", ".join(["ops.deliveries", *cells, *contents, f"landing.{pieces_table(register)}"])
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(f"truncate {tables}")


@pytest.fixture
def landed(by_content: Settings) -> Settings:
    """Every file landed by content, in the order of arrival."""
    empty(by_content)
    take(by_content, FILES)
    return by_content


def test_every_row_reads_as_if_it_had_been_stored_itself(
    landed: Settings, by_row: tuple[Settings, Feed], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = take(landed, mended(landed, *_held(landed)))
    settings, plain = by_row
    monkeypatch.setitem(feeds(), REGISTER, plain)
    take(settings, FILES)
    assert take(settings, mended(settings, *_held(settings))) == first
    assert said(landed) == said(settings)
    assert any(not row[2] for row in said(landed)[SAID[0]]), "some rows are held"


def _held(settings: Settings) -> tuple[int, int]:
    ((delivery_id, row_number),) = ask(
        settings,
        "select c.delivery_id, c.row_number from landing.held_cells as c join ops.deliveries as d using (delivery_id)"
        " where d.month = '2022-01-01' and d.revision = 1 and c.reason_code = 'id_number_not_18'",
    )
    return delivery_id, row_number


@pytest.mark.parametrize("order", [(3, 1, 0, 2), (2, 3, 1, 0)])
def test_the_order_of_landing_does_not_show(landed: Settings, order: tuple[int, ...]) -> None:
    expected = said(landed)
    numbers = [row[0] for row in ask(landed, "select delivery_id from ops.deliveries order by month, revision")]
    take_out(landed)
    for place in order:
        land(landed, numbers[place])
    assert said(landed) == expected


def take_out(settings: Settings) -> None:
    """Make every delivery one that is archived and not landed yet."""
    tables = ", ".join(f"{s}.{contents_table(feed(REGISTER))}" for s in ("landing", "vault"))
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            f"truncate {tables}, landing.{pieces_table(feed(REGISTER))}, landing.held_cells,"
            " landing.dropped_rows, vault.original_cells, vault.extra_cells"
        )
        cursor.execute("update ops.deliveries set state_code = 'archived', landed_at = null")


def test_what_did_not_change_is_stored_once(landed: Settings) -> None:
    ((contents,),) = ask(landed, CONTENTS)
    ((rows,),) = ask(landed, "select count(*) from landing.household_register")
    assert rows > 4 * 2 * HOUSEHOLDS
    assert contents < rows / 2


def test_landing_again_changes_nothing_and_leaves_nothing_behind(landed: Settings) -> None:
    expected, counted = said(landed), ask(landed, CONTENTS)
    for number, *_ in ask(landed, "select delivery_id from ops.deliveries order by delivery_id"):
        land(landed, number)
        assert said(landed) == expected
    assert ask(landed, CONTENTS) == counted
    assert ask(landed, CONTENTS.replace("landing.", "vault.")) == counted


def test_a_content_stays_as_long_as_a_delivery_refers_to_it(landed: Settings) -> None:
    ((first,),) = ask(landed, "select delivery_id from ops.deliveries where month = '2022-01-01' and revision = 1")
    others = {text: [row for row in rows if row[0] != first] for text, rows in said(landed).items()}
    path = next(p for p in landed.archive.rglob("*") if p.is_file() and p.name.startswith(_sha(landed, first)))
    path.chmod(0o600)
    path.write_bytes(b"\x00 no table at all")
    assert land(landed, first).state_code == "refused"
    assert {text: [row for row in rows if row[0] != first] for text, rows in said(landed).items()} == others
    assert ask(landed, f"{ROWS} where delivery_id = {first}") == [(0,)]


def _sha(settings: Settings, delivery_id: int) -> str:
    return str(ask(settings, f"{SHA} where delivery_id = {delivery_id}")[0][0])


def test_registers_of_one_county_landed_at_once_do_not_meet(by_content: Settings) -> None:
    empty(by_content)
    for minute, (month, rows) in enumerate(FILES[:3]):
        deliver(by_content, f"{NAME}-{minute}", *rows, month=month, minute=minute)
    waiting = [delivery.delivery_id for delivery in collect(by_content, COUNTY)]
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.starmap(land, [(by_content, number) for number in waiting])
    at_once = said(by_content)
    empty(by_content)
    take(by_content, FILES[:3])
    assert at_once == said(by_content)
