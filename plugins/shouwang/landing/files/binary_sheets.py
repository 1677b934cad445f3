"""Whether a part of an xlsb package (MS-XLSB 2.1.4) has cells with errors, which the readers give as empty text."""

from collections.abc import Iterator

ERROR, ERROR_OF_FORMULA = 3, 11  # kinds of records
LOW, MORE = 0x7F, 0x80


def has_errors(sheet: bytes) -> bool:
    """Whether any cell of the part holds an error, as a constant or as the result of a formula."""
    return any(kind in {ERROR, ERROR_OF_FORMULA} for kind in _record_kinds(sheet))


def _record_kinds(sheet: bytes) -> Iterator[int]:
    position = 0
    while position < len(sheet):
        kind, position = _number(sheet, position, 2)
        size, position = _number(sheet, position, 4)
        yield kind
        position += size


def _number(sheet: bytes, position: int, longest: int) -> tuple[int, int]:
    """A number of at most ``longest`` bytes, seven bits in each, the lowest first; and where it ends."""
    number = 0
    for place, byte in enumerate(sheet[position : position + longest]):
        number |= (byte & LOW) << (7 * place)
        if not byte & MORE:
            return number, position + place + 1
    return number, position + longest
