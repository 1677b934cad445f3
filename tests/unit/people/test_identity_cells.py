"""What is read of identity cells, what is held and why; and that nothing lost is ever made up."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwang.people.identifiers import is_typed, kinds, spell
from shouwang.people.identity_cells import REASON, VALUE, read_identity_cells
from shouwang.people.identity_numbers import check_character, check_characters
from shouwang.people.pseudonyms import Pseudonyms

END = date(2022, 1, 31)


def numbered(first_17: str) -> str:
    return first_17 + check_character(first_17)


def ending_in_zeros(*, is_valid: bool) -> str:
    """A number of the county whose last three digits are 000, with the right or another check digit."""
    candidates = (
        f"41102419{year:02d}{month:02d}15{sequence}000" for year in range(99) for month in (1, 2) for sequence in (1, 2)
    )
    return next(text for text in candidates if (check_character(text[:17]) == "0") == is_valid)


ID = numbered("41102419800101001")
WITH_X = next(numbered(f"41102419800101{n:03d}") for n in range(99) if numbered(f"41102419800101{n:03d}")[-1] == "X")
OLD = numbered("41102419490213010")
TRUE_ZEROS, RUINED_ZEROS = ending_in_zeros(is_valid=True), ending_in_zeros(is_valid=False)
POWER = "4.1102419800101E+17"


def read(*texts: str | None) -> list[tuple[str | None, str | None]]:
    found = read_identity_cells(pl.Series(texts, dtype=pl.String), END)
    return list(zip(found[VALUE], found[REASON], strict=True))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((ID, ID), (WITH_X.lower(), WITH_X), (WITH_X[:17] + "×", WITH_X), (WITH_X[:17] + "Х", WITH_X)),
        *((f"{ID[:6]}-{ID[6:14]}-{ID[14:]}", ID), (f"{ID[:6]}.{ID[6:14]}.{ID[14:]}", ID), (f"`{ID}'", ID)),
        *((ID.replace("0", "O"), ID), (ID.replace("1", "l"), ID), (ID.replace("1", "I").replace("0", "o"), ID)),
        *((f"{OLD[:6]}{OLD[8:17]}", OLD), (f"{OLD[:6]}-{OLD[8:14]}-{OLD[14:17]}", OLD)),
        *((f"{ID}42", ID), (f"{WITH_X.lower()}11", WITH_X), (f"{ID}74B1", ID), (f"{ID}11b2", ID)),
        *((numbered("81000019800101001"),) * 2, (numbered("83000019800101001"),) * 2),
        (numbered("91115619800101001"),) * 2,
        (TRUE_ZEROS, TRUE_ZEROS),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: str) -> None:
    assert read(text) == [(value, None)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *((ID[:17], "id_number_not_18"), (ID + "1", "id_number_not_18"), ("411024801301001", "id_number_not_18")),
        *((f"{ID}82", "id_number_not_18"), (f"{ID}15", "id_number_not_18"), (f"{ID}42C1", "id_number_not_18")),
        *((f"{ID}（户主）", "id_number_not_18"), ("身份证12", "id_number_not_18"), ("19800101", "id_number_not_18")),
        *((f"{ID}{WITH_X}", "id_number_several"), (f"{ID}、{WITH_X}", "id_number_several")),
        (f"{ID}/{OLD[:6]}{OLD[8:17]}", "id_number_several"),
        *(
            (POWER, "id_number_scientific"),
            ("4.11024e+17", "id_number_scientific"),
            (f"{ID}.0", "id_number_scientific"),
        ),
        *((RUINED_ZEROS, "id_number_excel_zeros"), ("411024000000000000", "id_number_excel_zeros")),
        *((numbered("99999919900101001"), "id_number_placeholder"), ("0" * 18, "id_number_placeholder")),
        *(("1" * 18, "id_number_placeholder"), ("123456789012345678", "id_number_placeholder")),
        *((numbered("11111119900101001"), "id_number_placeholder"), ("无", "id_number_placeholder")),
        ("411024050212997", "id_number_century"),
        ("411024200503121", "id_number_cut_off"),
        *((ID[:13] + "A" + ID[14:], "id_number_form"), (f"{ID[:10]}****{ID[14:]}", "id_number_form")),
        *(
            (numbered("41102420220201001"), "id_number_birth_date"),
            (numbered("41102419990229001"), "id_number_birth_date"),
        ),
        *(
            (ID[:17] + ("1" if ID[17] != "1" else "2"), "id_number_check_digit"),
            (ID[:8] + ID[9] + ID[8] + ID[10:], None),
        ),
    ],
)
def test_what_has_no_single_meaning_is_held_for_its_reason(text: str, reason: str | None) -> None:
    ((value, found),) = read(text)
    assert value is None
    assert found == reason or (reason is None and found in {"id_number_check_digit", "id_number_birth_date"})


def test_an_empty_cell_has_neither_value_nor_reason() -> None:
    assert read(None, ID) == [(None, None), (ID, None)]


@pytest.mark.parametrize("ruin", [POWER, RUINED_ZEROS])
def test_a_column_that_shows_ruin_is_trusted_with_no_number_that_ends_in_000(ruin: str) -> None:
    held = (None, "id_number_excel_zeros")
    assert read(TRUE_ZEROS, ID, ruin)[:2] == [held, (ID, None)]
    assert read(TRUE_ZEROS, ID, "0" * 18, ID[:17], None)[:2] == [(TRUE_ZEROS, None), (ID, None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(
            ("E12345678", "passport:E12345678"),
            ("护照:ea1234567", "passport:EA1234567"),
            ("G12345678", "passport:G12345678"),
        ),
        *(("H1234567890", "hong_kong_macau_permit:H1234567890"), ("m12345678", "hong_kong_macau_permit:M12345678")),
        *(("FRA110080010101", "permanent_residence:FRA110080010101"), ("R450123456", "birth_certificate:R450123456")),
        *(
            ("军字第1234567号", "military_certificate:军字第1234567号"),
            ("出生证T410123456", "birth_certificate:T410123456"),
        ),
    ],
)
def test_other_identifiers_keep_their_kind(text: str, value: str) -> None:
    assert read(text) == [(value, None)]
    assert is_typed(pl.Series([value, ID, None])).to_list() == [True, False, None]


def test_identifiers_are_spelled_for_people() -> None:
    assert [spell("passport:E12345678"), spell(ID), spell("")] == ["护照 E12345678", ID, ""]
    assert spell("身份证:12") == "身份证:12"


def test_an_identifier_is_nobody_elses_pseudonym() -> None:
    pseudonyms = Pseudonyms("5e" * 32)
    people = {pseudonyms.person_id(text) for code in kinds() for text in (f"{code}:{ID}", f"{code}:12345678")}
    assert len(people) == 2 * len(kinds())
    assert pseudonyms.person_id(ID) not in people


births = st.dates(date(1920, 1, 1), END)
numbers = st.builds(
    lambda place, birth, sequence: numbered(f"{place}{birth:%Y%m%d}{sequence:03d}"),
    st.integers(110000, 659999),
    births,
    st.integers(1, 999),
)


@given(st.lists(numbers, min_size=1, max_size=20))
def test_check_characters_of_a_column_are_those_of_its_numbers(column: list[str]) -> None:
    found = check_characters(pl.Series([number[:17] for number in column]))
    assert found.to_list() == [number[17] for number in column]


@given(numbers, st.integers(1, 17))
def test_a_number_cut_off_is_never_read(number: str, length: int) -> None:
    ((value, reason),) = read(number[:length])
    assert value is None
    assert reason


@given(numbers)
def test_what_a_spreadsheet_program_ruined_is_never_read(number: str) -> None:
    zeros, shown = number[:15] + "000", f"{int(number[:15]) / 10**14:.14g}E+17"
    others = read(zeros, shown)
    assert [value for value, _ in others] == [None, None]


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789"))
def test_a_slip_of_one_digit_is_never_read_as_somebody(number: str, place: int, digit: str) -> None:
    changed = number[:place] + digit + number[place + 1 :]
    ((value, _),) = read(changed)
    assert value in {None, number} if changed != number else value is not None


@given(st.from_regex(r"[0-9OIlXx.\-/]{1,24}", fullmatch=True))
def test_no_text_of_digits_becomes_another_identifier(text: str) -> None:
    ((value, reason),) = read(text)
    assert (value is None) != (reason is None)
    assert value is None or ":" not in value
