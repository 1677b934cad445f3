"""Row keys and pseudonyms."""

import hashlib
from datetime import date

import pytest
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.cmac import CMAC

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey

KEY = "ab" * 32
KEYS = Pseudonyms(KEY)
ROW = RowKey(date(2022, 1, 1), 1, "411024100", 12345)


def test_a_pseudonym_is_the_sm4_code_of_the_identity() -> None:
    code = CMAC(SM4(hashlib.new("sm3", bytes.fromhex(KEY)).digest()[:16]))
    code.update(b"person|11010519491231002X")
    assert KEYS.person_id("11010519491231002X") == int.from_bytes(code.finalize()[:8], "big") >> 1
    assert Pseudonyms("cd" * 32).person_id("11010519491231002X") != KEYS.person_id("11010519491231002X")


def test_a_household_number_means_another_household_in_another_county() -> None:
    assert KEYS.household_id("411024", "1") != KEYS.household_id("341502", "1")


def test_a_row_key_is_read_back_even_when_an_office_program_changed_its_case() -> None:
    assert RowKey.decode(f" {ROW.encode(KEYS).upper()} ", KEYS) == ROW


@pytest.mark.parametrize("change", [("00003039", "0000303a"), ("411024100", "411024101"), ("202201", "202202")])
def test_a_row_key_changed_by_hand_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="changed"):
        RowKey.decode(ROW.encode(KEYS).replace(*change), KEYS)


def test_another_text_is_no_row_key() -> None:
    with pytest.raises(ValueError, match="not a row key"):
        RowKey.decode("第3行", KEYS)
