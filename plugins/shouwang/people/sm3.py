"""SM3 (GB/T 32905-2016) of many short messages at once: each step of the standard on a column of 32-bit words.

``hashlib`` digests one message per call, and the call costs more than the digest; a county's register has 600,000.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint32]

START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
ROUNDS = 64
EARLY_ROUNDS = 16
EXPANDED = 68


def _constant(position: int) -> np.uint32:
    constant, turn = (0x79CC4519 if position < EARLY_ROUNDS else 0x7A879D8A), position % 32
    return np.uint32((constant << turn | constant >> (32 - turn)) & 0xFFFFFFFF)


CONSTANTS = tuple(_constant(position) for position in range(ROUNDS))


def _rotate(words: Words, turn: int, out: Words, spare: Words) -> None:
    np.left_shift(words, np.uint32(turn), out=out)
    np.right_shift(words, np.uint32(32 - turn), out=spare)
    np.bitwise_or(out, spare, out=out)


def compress(state: Sequence[int | np.uint32 | Words], blocks: Words) -> list[Words]:
    """The eight state columns after one block each; ``blocks`` is (16, n) big-endian words (5.3 of the standard)."""
    expanded = _expand(blocks)
    before = [np.broadcast_to(np.asarray(word, np.uint32), blocks.shape[1:]) for word in state]
    registers = [column.copy() for column in before]
    spare = [np.empty(blocks.shape[1], np.uint32) for _ in range(4)]
    for position in range(ROUNDS):
        registers = _round(position, registers, expanded, spare)
    return [old ^ new for old, new in zip(before, registers, strict=True)]


def _expand(blocks: Words) -> Words:
    expanded = np.empty((EXPANDED, blocks.shape[1]), np.uint32)
    expanded[:16] = blocks
    mixed, turned, spare = (np.empty(blocks.shape[1], np.uint32) for _ in range(3))
    for j in range(16, EXPANDED):
        _rotate(expanded[j - 3], 15, mixed, spare)
        mixed ^= expanded[j - 16]
        mixed ^= expanded[j - 9]
        word = expanded[j]
        np.bitwise_xor(mixed, expanded[j - 6], out=word)
        for source, turn in ((mixed, 15), (mixed, 23), (expanded[j - 13], 7)):
            _rotate(source, turn, turned, spare)
            word ^= turned
    return expanded


def _round(position: int, registers: list[Words], expanded: Words, scratch: list[Words]) -> list[Words]:
    a, b, c, d, e, f, g, h = registers
    turned, mixed, first, spare = scratch
    _rotate(a, 12, turned, spare)
    np.add(turned, e, out=mixed)
    mixed += CONSTANTS[position]
    _rotate(mixed, 7, first, spare)  # SS1
    turned ^= first  # SS2
    np.bitwise_xor(expanded[position], expanded[position + 4], out=mixed)
    turned += mixed
    d += turned
    h += first
    h += expanded[position]
    _add_choices(position, registers, mixed, spare)
    _rotate(h, 9, mixed, spare)
    _rotate(h, 17, first, spare)
    h ^= mixed
    h ^= first  # P0(TT2)
    _rotate(b, 9, mixed, spare)
    _rotate(f, 19, first, spare)
    scratch[:] = turned, b, f, spare  # the turned words take their places, and their old places serve as scratch
    return [d, a, mixed, c, h, e, first, g]


def _add_choices(position: int, registers: list[Words], mixed: Words, spare: Words) -> None:
    """Add FF to D and GG to H: plain parity in the early rounds, majority and choice afterwards."""
    a, b, c, d, e, f, g, h = registers
    if position < EARLY_ROUNDS:
        np.bitwise_xor(a, b, out=mixed)
        mixed ^= c
        d += mixed
        np.bitwise_xor(e, f, out=mixed)
        mixed ^= g
    else:
        np.bitwise_or(b, c, out=mixed)
        mixed &= a
        np.bitwise_and(b, c, out=spare)
        mixed |= spare
        d += mixed
        np.bitwise_xor(f, g, out=mixed)
        mixed &= e
        mixed ^= g
    h += mixed
