"""Pseudonyms of whole columns: the numbers of ``Pseudonyms``, derived for many identities at once."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from shouwang.people.pseudonyms import BLOCK, HOUSEHOLD, INNER, OUTER, PERSON
from shouwang.people.sm3 import START, Words, compress

BATCH = 32_768
LONGEST = 55  # bytes of a message that still fits one block with its padding and length


class PseudonymColumns:
    """Derives pseudonyms of columns with one key (32 bytes, hexadecimal)."""

    def __init__(self, key: str) -> None:
        padded = bytes.fromhex(key).ljust(BLOCK, b"\0")
        self._inner, self._outer = (_after_key(padded.translate(pad)) for pad in (INNER, OUTER))

    def person_ids(self, id_numbers: pl.Series) -> pl.Series:
        """Int64 numbers of normalised identity numbers; null stays null."""
        return _spread(self._digest(PERSON, id_numbers.drop_nulls()), id_numbers)

    def household_ids(self, county_code: str, household_numbers: pl.Series) -> pl.Series:
        """Int64 numbers of the households with these numbers in the county's register; null stays null.

        ValueError when a number is too long (37 bytes and more).
        """
        runs = household_numbers.rle().struct.unnest()  # members of a household stand together: one digest for all
        prefix = HOUSEHOLD + f"{county_code}|".encode()
        numbers = _spread(self._digest(prefix, runs["value"].drop_nulls()), runs["value"])
        return numbers.gather(np.repeat(np.arange(len(runs)), runs["len"].to_numpy()))

    def _digest(self, prefix: bytes, texts: pl.Series) -> npt.NDArray[np.int64]:
        lengths = texts.str.len_bytes().to_numpy()
        numbers = np.empty(len(texts), np.int64)
        for length in np.unique(lengths):
            where = np.flatnonzero(lengths == length)
            chosen = texts if len(where) == len(texts) else texts.gather(where)
            joined = chosen.str.join("").item().encode()
            messages = np.frombuffer(joined, np.uint8).reshape(len(where), int(length))
            for first, last in pairwise([*range(0, len(where), BATCH), len(where)]):
                numbers[where[first:last]] = self._hmac(prefix, messages[first:last])
        return numbers

    def _hmac(self, prefix: bytes, messages: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
        whole = np.empty((len(messages), len(prefix) + messages.shape[1]), np.uint8)
        whole[:, : len(prefix)] = np.frombuffer(prefix, np.uint8)
        whole[:, len(prefix) :] = messages
        inner = compress(self._inner, _blocks(whole))
        outer = compress(self._outer, _digest_blocks(inner))
        return ((outer[0].astype(np.uint64) << np.uint64(32) | outer[1]) >> np.uint64(1)).astype(np.int64)


def _spread(numbers: npt.NDArray[np.int64], texts: pl.Series) -> pl.Series:
    """The numbers of the texts that are not null, in their places."""
    if len(numbers) == len(texts):
        return pl.Series(numbers)
    spread = np.zeros(len(texts), np.int64)
    spread[texts.is_not_null().to_numpy()] = numbers
    return pl.Series(spread).set(texts.is_null(), None)


def _after_key(block: bytes) -> list[np.uint32]:
    words = np.frombuffer(block, ">u4").astype(np.uint32).reshape(16, 1)
    return [column[0] for column in compress(START, words)]


def _blocks(messages: npt.NDArray[np.uint8]) -> Words:
    """The last block of messages that follow one block of key: padding and length in bits (5.2 of the standard)."""
    count, length = messages.shape
    if length > LONGEST:
        raise ValueError(f"a message of {length} bytes does not fit one block ({LONGEST})")
    block = np.zeros((count, BLOCK), np.uint8)
    block[:, :length] = messages
    block[:, length] = 0x80
    block[:, -4:] = np.frombuffer(_bits(length), np.uint8)
    return np.ascontiguousarray(block.view(">u4").T, np.uint32)


def _digest_blocks(digest: list[Words]) -> Words:
    """The same for a message that is a digest: eight words."""
    block = np.zeros((16, len(digest[0])), np.uint32)
    block[:8] = digest
    block[8] = 0x80000000
    block[15] = int.from_bytes(_bits(32), "big")
    return block


def _bits(length: int) -> bytes:
    return ((BLOCK + length) * 8).to_bytes(4, "big")
