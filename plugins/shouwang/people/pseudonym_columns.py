"""Pseudonyms of whole columns: the numbers of ``Pseudonyms``, for many identities at once.

A message authentication code is made one message per call, and the call costs more than the code; a county's register
has 600,000. Here the cipher, which is the library's, gets one block of every message in one call.
"""

import numpy as np
import numpy.typing as npt
import polars as pl
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB

from shouwang.people.pseudonyms import PERSON, cipher_key, household_prefix

BLOCK = 16
REDUCTION = 0x87  # of the field of 2^128 elements (NIST SP 800-38B, 5.3)
Blocks = npt.NDArray[np.uint8]


class PseudonymColumns:
    """Derives pseudonyms of columns with one key (32 bytes, hexadecimal)."""

    def __init__(self, key: str) -> None:
        # ECB of single blocks is the bare cipher, which CMAC is made of; no text is ever encrypted with it
        self._cipher = Cipher(SM4(cipher_key(key)), ECB())  # noqa: S305
        zero = self._encrypted(np.zeros((1, BLOCK), np.uint8)).tobytes()
        self._whole = _doubled(int.from_bytes(zero, "big"))
        self._padded = _doubled(self._whole)

    def person_ids(self, id_numbers: pl.Series) -> pl.Series:
        """Int64 numbers of normalised identity numbers; null stays null."""
        return self._of_runs(PERSON, id_numbers)

    def household_ids(self, county_code: str, household_numbers: pl.Series) -> pl.Series:
        """Int64 numbers of the households with these numbers in the county's register; null stays null."""
        return self._of_runs(household_prefix(county_code), household_numbers)

    def text_ids(self, kind: str, texts: pl.Series) -> pl.Series:
        """Int64 numbers of normalised texts of one kind (such as ``phone``), equal where they are; null stays null."""
        return self._of_runs(f"{kind}|".encode(), texts)

    def _of_runs(self, prefix: bytes, texts: pl.Series) -> pl.Series:
        """Members of a household, records of a person stand together: one code for all of them."""
        runs = texts.rle().struct.unnest()
        found = _spread(self._numbers(prefix, runs["value"].drop_nulls()), runs["value"])
        return found.gather(np.repeat(np.arange(len(runs)), runs["len"].to_numpy()))

    def _numbers(self, prefix: bytes, texts: pl.Series) -> npt.NDArray[np.int64]:
        lengths = texts.str.len_bytes().to_numpy()
        numbers = np.empty(len(texts), np.int64)
        for length in np.unique(lengths):
            where = np.flatnonzero(lengths == length)
            chosen = texts if len(where) == len(texts) else texts.gather(where)
            messages = np.empty((len(where), len(prefix) + int(length)), np.uint8)
            messages[:, : len(prefix)] = np.frombuffer(prefix, np.uint8)
            joined = chosen.str.join("").item().encode()
            messages[:, len(prefix) :] = np.frombuffer(joined, np.uint8).reshape(len(where), int(length))
            numbers[where] = (self._codes(messages)[:, :8].copy().view(">u8")[:, 0] >> 1).astype(np.int64)
        return numbers

    def _codes(self, messages: Blocks) -> Blocks:
        """The CMAC of each row: every block is added to the code so far and encrypted (NIST SP 800-38B, 6.2)."""
        count, length = messages.shape
        is_whole = length % BLOCK == 0
        blocks = np.zeros((count, -(-length // BLOCK) * BLOCK), np.uint8)
        blocks[:, :length] = messages
        if not is_whole:
            blocks[:, length] = 0x80
        blocks[:, -BLOCK:] ^= _bytes(self._whole if is_whole else self._padded)
        codes = np.zeros((count, BLOCK), np.uint8)
        for first in range(0, blocks.shape[1], BLOCK):
            codes = self._encrypted(codes ^ blocks[:, first : first + BLOCK])
        return codes

    def _encrypted(self, blocks: Blocks) -> Blocks:
        return np.frombuffer(self._cipher.encryptor().update(blocks.tobytes()), np.uint8).reshape(blocks.shape)


def _doubled(value: int) -> int:
    carry = value >> (8 * BLOCK - 1)
    return (value << 1) % (1 << 8 * BLOCK) ^ (REDUCTION * carry)


def _bytes(value: int) -> Blocks:
    return np.frombuffer(value.to_bytes(BLOCK, "big"), np.uint8)


def _spread(numbers: npt.NDArray[np.int64], texts: pl.Series) -> pl.Series:
    """The numbers of the texts that are not null, in their places."""
    if len(numbers) == len(texts):
        return pl.Series(numbers)
    spread = np.zeros(len(texts), np.int64)
    spread[texts.is_not_null().to_numpy()] = numbers
    return pl.Series(spread).set(texts.is_null(), None)
