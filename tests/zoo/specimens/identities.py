"""Identity cells: every way a number is written, ruined, left out or replaced by another identifier."""

from collections.abc import Iterator

from shouwang.people.identity_numbers import check_character
from tests.unit.landing.files import id_number
from tests.zoo.specimen import Held, Read, Specimen
from tests.zoo.writing import HEADER, book, people, person, text

OWN = id_number(1)
WITH_X = next(number for number in map(id_number, range(100)) if number.endswith("X"))
PERMIT = "81000019900101001"
RESIDENT = "91112419810803002"
NUMBER = "身份证号"


def specimens() -> Iterator[Specimen]:
    """Numbers that are read, numbers that are held, other identifiers, ruined columns."""
    for name, cell, value in READ:
        read = Read(2, 1, {"header": 1}, values={"id_number": [value]})
        yield Specimen(f"id_{name}", book(HEADER, person(1, number=cell)), read)
    for name, cell, reason, seen in HELD:
        held = [Held(2, NUMBER, f"id_number_{reason}", seen)]
        yield Specimen(f"id_{name}", text(HEADER, person(1, number=cell), person(2)), Read(3, 1, {"header": 1}, held))
    yield from ruined()


READ = [
    ("of_15_digits", "411024800101001", OWN),
    ("with_a_small_x", WITH_X.lower(), WITH_X),
    ("with_a_wide_x", WITH_X.replace("X", "Ｘ"), WITH_X),
    ("in_full_width", "".join(chr(ord(digit) + 0xFEE0) for digit in OWN), OWN),
    ("with_blanks", f" {OWN[:6]} {OWN[6:14]}\u3000{OWN[14:]}", OWN),
    ("with_hyphens", f"{OWN[:6]}-{OWN[6:14]}-{OWN[14:]}", OWN),
    ("with_an_apostrophe", f"'{OWN}", OWN),
    ("with_unseen_characters", f"\u200b{OWN[:9]}\u202c{OWN[9:]}\ufeff", OWN),
    ("with_letter_o_for_zero", OWN.replace("0", "O", 1), OWN),
    ("with_letter_l_for_one", OWN.replace("1", "l", 1), OWN),
    ("disability_certificate_of_20", f"{OWN}44", OWN),
    ("disability_certificate_of_22", f"{OWN}13B1", OWN),
    ("permit_of_hong_kong", PERMIT + check_character(PERMIT), PERMIT + check_character(PERMIT)),
    ("permanent_resident", RESIDENT + check_character(RESIDENT), RESIDENT + check_character(RESIDENT)),
    ("passport", "E12345678", "passport:E12345678"),
    ("travel_permit", "H12345678", "hong_kong_macau_permit:H12345678"),
    ("birth_certificate", "Q411234567", "birth_certificate:Q411234567"),
    ("military_certificate", "军字第1234567号", "military_certificate:军字第1234567号"),
]
HELD = [
    ("cut_off", OWN[:17], "not_18", "17位数字"),
    ("with_a_wrong_check_digit", OWN[:17] + ("1" if OWN[17] != "1" else "2"), "check_digit", "18位，校验码不符"),
    ("with_an_impossible_birth", "41102419800231001X", "birth_date", "18位，出生日期不存在或在数据月份之后"),
    ("of_somebody_not_born_yet", id_number(1, "20990101"), "birth_date", "18位，出生日期不存在或在数据月份之后"),
    ("placeholder_nines", "9" * 18, "placeholder", "占位内容，不是号码"),
    ("placeholder_counted", "123456789012345678", "placeholder", "占位内容，不是号码"),
    ("placeholder_word", "无", "placeholder", "占位内容，不是号码"),
    ("two_in_one_cell", f"{OWN}、{id_number(2)}", "several", "两个以上号码"),
    ("of_a_centenarian_in_15", "411024800101998", "century", "15位，顺序码996至999"),
]


def ruined() -> Iterator[Specimen]:
    """Columns a spreadsheet program took for numbers."""
    scientific = [Held(row, NUMBER, "id_number_scientific", "科学计数法数字") for row in (2, 3)]
    rows = [person(n, number=int(id_number(n))) for n in (3, 4)]
    yield Specimen("id_stored_as_a_number", book(HEADER, *rows, person(1)), Read(4, 1, {"header": 1}, scientific))
    shown = [person(n, number=f"{int(id_number(n)):.5E}") for n in (3, 4)]
    yield Specimen("id_shown_in_powers_of_ten", text(HEADER, *shown, person(1)), Read(4, 1, {"header": 1}, scientific))
    zeros = "411024198001010000"
    held = [Held(2, NUMBER, "id_number_excel_zeros", "18位，末三位是000")]
    yield Specimen(
        "id_with_zeros_from_excel",
        text(HEADER, person(1, number=zeros), person(2)),
        Read(3, 1, {"header": 1}, held),
    )
    sound = next(
        n for n in (id_number(0, f"1980{m:02d}{d:02d}") for m in range(1, 13) for d in range(1, 28)) if n[17] == "0"
    )
    yield Specimen(
        "id_that_ends_in_zeros_in_a_sound_column",
        text(HEADER, person(1, number=sound), *people(3)[1:]),
        Read(4, 3, {"header": 1}, values={"id_number": [sound, id_number(2), id_number(3)]}),
    )
    yield Specimen(
        "id_that_ends_in_zeros_among_ruined_ones",
        text(HEADER, person(1, number=sound), person(2, number=zeros), person(3)),
        Read(
            4,
            1,
            {"header": 1},
            [Held(row, NUMBER, "id_number_excel_zeros", "18位，末三位是000") for row in (2, 3)],
        ),
    )
