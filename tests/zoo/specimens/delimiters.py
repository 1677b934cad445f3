"""Delimited files: every delimiter, quotes, ragged rows, line ends, endings that say something else."""

from collections.abc import Iterator

from tests.unit.landing.files import DIBAO, id_number
from tests.zoo.specimen import Held, Read, Refused, Specimen
from tests.zoo.writing import HEADER, TITLE, people, person, raw, text

GOOD = (TITLE, HEADER, *people(3))
READ = Read(5, 3, {"title": 1, "header": 1})


def specimens() -> Iterator[Specimen]:
    """Delimiters, endings, quotes, lines."""
    for name, mark, ending in (
        ("tab", "\t", "txt"),
        ("semicolon", ";", "csv"),
        ("bar", "|", "txt"),
        ("comma", ",", "tsv"),
    ):
        yield Specimen(f"delimiter_{name}", text(*GOOD, delimiter=mark, name=f"{DIBAO}.{ending}"), READ)
    for ending in ("xlsx", "xls", "et"):
        yield Specimen(f"text_called_{ending}", text(*GOOD, name=f"{DIBAO}.{ending}"), READ)
    notes = [person(n, remark="外出，务工,打工;广东,深圳,宝安") for n in range(1, 4)]
    yield Specimen(
        "delimiter_tab_with_commas_in_notes", text(HEADER, *notes, delimiter="\t"), Read(4, 3, {"header": 1})
    )
    yield Specimen("delimiter_comma_within_quotes", text(HEADER, *notes), Read(4, 3, {"header": 1}))
    yield from quoted()
    yield from lines()


def quoted() -> Iterator[Specimen]:
    """Quotes, and the trick that keeps zeros."""
    broken = person(2, remark="第一行\n第二行，“引号”")
    quotes = person(3, remark='说"好"了')
    yield Specimen(
        "quoted_line_ends",
        text(HEADER, person(1), broken, quotes),
        Read(4, 3, {"header": 1}, values={"remark": [None, "第一行 第二行，“引号”", '说"好"了']}),
    )
    tricked = f'张三,="{id_number(1)}",="2022-01-05",="300",\r\n'
    yield Specimen(
        "quoted_as_formulas_to_keep_zeros",
        raw((",".join(HEADER) + "\r\n" + tricked).encode("gb18030")),
        Read(2, 1, {"header": 1}, values={"id_number": [id_number(1)], "monthly_benefit_amount": ["300.00"]}),
    )
    yield Specimen(
        "quotes_that_do_not_close",
        raw((",".join(HEADER) + f'\n张三,"{id_number(1)},2022-01-05,300,\n' + "李四,,,,\n").encode("gb18030")),
        Refused(r"第\d行附近的引号不成对，无法分清各列；请在表格软件中另存为 xlsx 后重报"),
        None,
    )


def lines() -> Iterator[Specimen]:
    """Ragged rows, blank lines, line ends."""
    yield Specimen(
        "rows_shorter_and_longer_than_the_header",
        text(HEADER, person(1)[:3], (*person(2), "", "多", "余"), (person(3)[0],)),
        Read(
            4,
            2,
            {"header": 1},
            [Held(4, "身份证号", "required_empty", "空"), Held(4, "审批日期", "required_empty", "空")],
            extras={3: {"第7列": "多", "第8列": "余"}},
        ),
    )
    body = "\n".join([",".join(HEADER), "", ",".join(person(1)), "", "   ", ",".join(person(2)), "", ""])
    yield Specimen("blank_lines_between", raw(body.encode("gb18030")), Read(7, 2, {"header": 1, "blank": 4}))
    for name, end in (("old_mac", "\r"), ("unix", "\n")):
        yield Specimen(f"line_ends_of_{name}", text(*GOOD, end=end), READ)
    without_end = ("\n".join([",".join(HEADER), ",".join(person(1))])).encode("gb18030")
    yield Specimen("last_line_without_an_end", raw(without_end), Read(2, 1, {"header": 1}))
