"""From GB18030 to UTF-8: by the C library's iconv where there is one, several times as fast as Python's codec.

Both read the standard of 2005; Python's codec leaves some twenty characters of it where the standard of 2000 had them,
in the private use area, and they are put right. What iconv does not take is left to the codec, whose error it is.
"""

import codecs
import ctypes
import re
from functools import cache

MOVED = str.maketrans(
    "\u1e3f\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue816\ue817\ue818"
    "\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
    "\ue7c7\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\U00020087\U00020089\U000200cc"
    "\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb",
)
SOME_MOVED = re.compile("[" + "".join(map(chr, MOVED)) + "]")
UTF8_SHARE = 1.5  # two bytes of GB18030 are at most three of UTF-8
SPARE = 16  # bytes


class Transcoder:
    """Turns texts in GB18030 into UTF-8, one after the other; for one thread."""

    def __init__(self) -> None:
        self._converter = _open_converter()
        self._buffer = ctypes.create_string_buffer(0)

    def utf8(self, text: bytes) -> bytes:
        """The text in UTF-8. UnicodeDecodeError where a byte is no GB18030."""
        converted = None if self._converter is None else self._convert(self._converter, text)
        return read_by_codec(text) if converted is None else converted

    def _convert(self, converter: int, text: bytes) -> bytes | None:
        """None where iconv does not take it whole."""
        if len(self._buffer) < (needed := int(len(text) * UTF8_SHARE) + SPARE):
            self._buffer = ctypes.create_string_buffer(needed)
        source, left = ctypes.c_char_p(text), ctypes.c_size_t(len(text))
        target, room = ctypes.c_void_p(ctypes.addressof(self._buffer)), ctypes.c_size_t(len(self._buffer))
        failed = _library().iconv(converter, *map(ctypes.byref, (source, left, target, room)))
        _library().iconv(converter, None, None, None, None)  # forgets what it had begun
        return None if failed or left.value else ctypes.string_at(self._buffer, len(self._buffer) - room.value)

    def __del__(self) -> None:
        """Give the converter back."""
        if self._converter is not None:
            _library().iconv_close(self._converter)


def read_by_codec(text: bytes) -> bytes:
    """The text in UTF-8 without the C library. UnicodeDecodeError where a byte is no GB18030."""
    decoded, _ = codecs.lookup("gb18030").decode(text)
    return (decoded.translate(MOVED) if SOME_MOVED.search(decoded) else decoded).encode()


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.iconv_open.restype = ctypes.c_void_p
    library.iconv.restype = ctypes.c_size_t
    library.iconv.argtypes = [ctypes.c_void_p] * 5
    library.iconv_close.argtypes = [ctypes.c_void_p]
    return library


def _open_converter() -> int | None:
    """None on a machine whose C library has no iconv, or none of GB18030."""
    try:
        converter: int | None = _library().iconv_open(b"UTF-8", b"GB18030")
    except AttributeError:
        return None
    return None if converter == ctypes.c_void_p(-1).value else converter
