"""Pseudonyms: stable 63-bit numbers derived from an identity by SM4-CMAC (GB/T 32907 in the mode of GB/T 15852.1).

The key lives outside the database (secret ``pseudonym_key``); without it a number says nothing of whom it stands for,
and because it derives from the identity alone, arrival order does not show in it.
"""

import hashlib

from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.cmac import CMAC

PERSON = b"person|"
HOUSEHOLD = b"household|"
CHECK = b"check|"


class Pseudonyms:
    """Derives pseudonyms with one key (32 bytes, hexadecimal)."""

    def __init__(self, key: str) -> None:
        self._cipher = SM4(cipher_key(key))

    def person_id(self, id_number: str) -> int:
        """The person behind a normalised 18-character identity number."""
        return self._number(PERSON + id_number.encode())

    def household_id(self, county_code: str, household_number: str) -> int:
        """The household with this number in the county's register."""
        return self._number(household_prefix(county_code) + household_number.encode())

    def check(self, text: str) -> str:
        """Six characters that show ``text`` was not changed by hand."""
        return self._code(CHECK + text.encode()).hex()[:6]

    def _number(self, message: bytes) -> int:
        return int.from_bytes(self._code(message)[:8], "big") >> 1

    def _code(self, message: bytes) -> bytes:
        code = CMAC(self._cipher)
        code.update(message)
        return code.finalize()


def cipher_key(key: str) -> bytes:
    """The 16 bytes SM4 takes, of a secret of 32 (hexadecimal)."""
    return hashlib.new("sm3", bytes.fromhex(key)).digest()[:16]


def household_prefix(county_code: str) -> bytes:
    """What goes before a household number, so that the same number in another county is another household."""
    return HOUSEHOLD + f"{county_code}|".encode()
