"""Pseudonyms: stable 63-bit numbers derived from an identity by SM4-CMAC (GB/T 32907 in the mode of GB/T 15852.1).

The key lives outside the database (secret ``pseudonym_key``); without it a number says nothing of whom it stands for,
and because it derives from the identity alone, arrival order does not show in it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.cmac import CMAC

PERSON = b"person|"
HOUSEHOLD = b"household|"
CHECK = b"check|"
KEY = b"key|"
FORMER = b"former|"
NOBODY: Mapping[int, int] = MappingProxyType({})


class Pseudonyms:
    """Derives pseudonyms with one key (32 bytes, hexadecimal).

    ``former_keys`` only confirm what was made with them; ``former_households`` leads from a household's number of then
    to its number now.
    """

    def __init__(
        self, key: str, former_keys: Sequence[str] = (), former_households: Mapping[int, int] = NOBODY
    ) -> None:
        self._cipher = SM4(cipher_key(key))
        self._former = [Pseudonyms(former) for former in former_keys]
        self._former_households = former_households

    def person_id(self, id_number: str) -> int:
        """The person behind a normalised 18-character identity number."""
        return self._number(PERSON + id_number.encode())

    def household_id(self, county_code: str, household_number: str) -> int:
        """The household with this number in the county's register."""
        return self._number(household_prefix(county_code) + household_number.encode())

    def check(self, text: str) -> str:
        """Six characters that show ``text`` was not changed by hand."""
        return self._code(CHECK + text.encode()).hex()[:6]

    def confirms(self, text: str, check: str) -> bool:
        """Whether ``check`` was made of ``text`` with the key, or with one before."""
        return check == self.check(text) or any(former.confirms(text, check) for former in self._former)

    def household_now(self, household_id: int) -> int:
        """A household's number as of today, whichever key it was made with."""
        return self._former_households.get(household_id, household_id)

    def text_code(self, kind: str, text: str) -> str:
        """Sixteen characters that stand for a text of one kind, equal where it is."""
        return self._code(f"{kind}|{text}".encode()).hex()[:16]

    def code_of_key(self) -> str:
        """A code of the key itself, by which it is known again."""
        return self._code(KEY).hex()

    def renamed(self, former_id: int) -> int:
        """The pseudonym in the place of one whose identity is not known any more."""
        return self._number(FORMER + str(former_id).encode())

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
