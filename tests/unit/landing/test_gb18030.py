"""GB18030 read by the C library and by the codec: every character, and what is none."""

import pytest

from shouwang.landing.files.gb18030 import MOVED, Transcoder, read_by_codec

SURROGATES = range(0xD800, 0xE000)
EVERY = "".join(chr(code) for code in range(0x110000) if code not in SURROGATES)
PLACED_ANEW = set(map(chr, MOVED.values())) - set(map(chr, MOVED))


def test_every_character_reads_as_the_standard_of_2005_has_it() -> None:
    text = "".join(character for character in EVERY if character not in PLACED_ANEW)
    assert Transcoder().utf8(text.encode("gb18030")).decode() == text.translate(MOVED)
    assert read_by_codec(EVERY.encode("gb18030")).decode() == EVERY.translate(MOVED)


@pytest.mark.parametrize(("code", "character"), [("fe59", "龴"), ("fe61", "龵"), ("a8bc", "ḿ"), ("a6d9", "︐")])
def test_what_the_standard_of_2000_had_no_place_for_is_no_private_character(code: str, character: str) -> None:
    for read in (Transcoder().utf8, read_by_codec):
        assert read(bytes.fromhex(code)).decode() == character


@pytest.mark.parametrize("character", sorted(PLACED_ANEW))
def test_a_character_written_by_the_standard_of_2000_reads_too(character: str) -> None:
    assert Transcoder().utf8(character.encode("gb18030")).decode() == character


@pytest.mark.parametrize(("broken", "place"), [(b"ab\xff", 2), (b"\x81\x20", 0), ("户".encode("gb18030")[:1], 0)])
def test_what_is_no_gb18030_is_told_with_its_place(broken: bytes, place: int) -> None:
    transcoder = Transcoder()
    with pytest.raises(UnicodeDecodeError) as told:
        transcoder.utf8(broken)
    assert told.value.start == place
    assert transcoder.utf8("户".encode("gb18030")).decode() == "户"
