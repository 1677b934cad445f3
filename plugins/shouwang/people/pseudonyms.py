"""Pseudonyms: stable 63-bit numbers derived by keyed HMAC-SM3 (GB/T 32905) from an identity.

The key lives outside the database (secret ``pseudonym_key``); without it a number says nothing of whom it stands for,
and because it derives from the identity alone, arrival order does not show in it.
"""

import hashlib
import hmac
from collections.abc import Iterable

PERSON = b"person|"
HOUSEHOLD = b"household|"
BLOCK = 64
INNER = bytes(value ^ 0x36 for value in range(256))
OUTER = bytes(value ^ 0x5C for value in range(256))


class Pseudonyms:
    """Derives pseudonyms with one key (32 bytes, hexadecimal)."""

    def __init__(self, key: str) -> None:
        padded = bytes.fromhex(key).ljust(BLOCK, b"\0")
        self._key = padded
        self._inner = hashlib.new("sm3", padded.translate(INNER))
        self._outer = hashlib.new("sm3", padded.translate(OUTER))

    def person_id(self, id_number: str) -> int:
        """The person behind a normalised 18-character identity number."""
        return self._number(PERSON + id_number.encode())

    def person_ids(self, id_numbers: Iterable[str]) -> list[int]:
        """``person_id`` of many, in order."""
        number = self._number
        return [number(PERSON + id_number.encode()) for id_number in id_numbers]

    def household_id(self, county_code: str, household_number: str) -> int:
        """The household with this number in the county's register."""
        return self._number(HOUSEHOLD + f"{county_code}|{household_number}".encode())

    def household_ids(self, county_code: str, household_numbers: Iterable[str]) -> list[int]:
        """``household_id`` of many, in order."""
        prefix = HOUSEHOLD + f"{county_code}|".encode()
        number = self._number
        return [number(prefix + household_number.encode()) for household_number in household_numbers]

    def check(self, text: str) -> str:
        """Six characters that show ``text`` was not changed by hand."""
        return hmac.new(self._key, b"check|" + text.encode(), "sm3").hexdigest()[:6]

    def _number(self, message: bytes) -> int:
        inner = self._inner.copy()
        inner.update(message)
        outer = self._outer.copy()
        outer.update(inner.digest())
        return int.from_bytes(outer.digest()[:8], "big") >> 1
