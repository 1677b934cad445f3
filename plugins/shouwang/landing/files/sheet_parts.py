"""Which part of a package holds which sheet of the workbook (ECMA-376 part 1, 18.2.20; part 2, 9.3)."""

from posixpath import join, normpath
from xml.etree import ElementTree as ET

RELATION = ("officeDocument/2006/relationships}id", "officeDocument/relationships}id")  # the second in strict files


def sheet_parts(workbook: bytes, relations: bytes) -> list[str]:
    """The name of the part of each sheet, in the order of the workbook; "" where none is said. Raises ParseError."""
    targets = {relation.get("Id"): relation.get("Target", "") for relation in ET.fromstring(relations)}  # noqa: S314 -- see above
    sheets = [element for element in ET.fromstring(workbook).iter() if element.tag.endswith("}sheet")]  # noqa: S314 -- see above
    return [_part(targets.get(_relation(sheet), "")) for sheet in sheets]


def _relation(sheet: ET.Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith(RELATION)), "")


def _part(target: str) -> str:
    return normpath(join("xl", target.replace("\\", "/"))).lstrip("/") if target else ""
