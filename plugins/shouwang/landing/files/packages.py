"""What a zip package holds, looked at before anything opens it: sizes, names, entities, formulas without a value.

Only the standard library, and never more than a piece of a part in memory.
"""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from shouwang.landing.errors import RefusalError
from shouwang.landing.files.binary_sheets import has_errors
from shouwang.landing.files.sheet_marks import CellMark, sheet_marks
from shouwang.landing.files.sheet_parts import sheet_parts

UNPACKED_LIMIT = 1536 << 20  # bytes of all parts together
RATIO_LIMIT = 100  # unpacked to packed, of a part beyond RATIO_FLOOR; a sheet of a million blank rows has 14
RATIO_FLOOR = 64 << 20  # bytes
MEMBER_LIMIT = 10_000
PIECE = 1 << 20  # bytes
LONGEST_INDEX = 16 << 20  # bytes of a part that says what the others are
OVERLAP = 16  # bytes of the piece before, so that no word is cut
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
ROOT = re.compile(rb"<[A-Za-z_]")
RECALCULATED = re.compile(rb"""fullCalcOnLoad\s*=\s*["'](?:1|true)["']""")
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
BINARY_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin")
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
ODS_ERROR = b'calcext:value-type="error"'
DAMAGED = "工作簿不完整或已损坏（压缩包读不通），多为没有传完；请在表格软件中打开原文件，另存为 xlsx 后重报"
STRANGE = "工作簿的内部结构异常（{}），不是表格软件正常保存的；请在表格软件中打开，另存为 xlsx 后重报"
UNSOLVED = "表格中有算不出结果的公式（如 #DIV/0!、#REF!）；请改正这些单元格，另存为 xlsx 后重报"
LOCKED = "工作簿设有打开密码，无法读取；请去掉密码后重报"
FOREIGN = (  # member, what the package is
    ("word/", "Word 文档（docx）"),
    ("ppt/", "演示文稿（pptx）"),
    ("visio/", "Visio 图（vsdx）"),
    ("doc.kml", "地图文件（kmz）"),
    ("AndroidManifest.xml", "安装包（apk）"),
    ("Document.xml", "OFD 版式文件"),
    ("OFD.xml", "OFD 版式文件"),
)


@dataclass(frozen=True)
class Package:
    """A spreadsheet package that may be opened.

    ``kind`` is xlsx, xlsm, xlsb or ods; ``marks`` are, for each sheet in the order of the workbook, the cells that have
    no value of their own: errors, and formulas never calculated. Empty for other kinds than xlsx and xlsm.
    """

    kind: str
    marks: tuple[tuple[CellMark, ...], ...] = ()


def inspect_package(path: Path) -> Package:
    """What the package is; RefusalError when it is no spreadsheet, locked, damaged, too large or made to do harm."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_members(package.infolist())
            return _inspect(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ParseError):
        raise RefusalError(DAMAGED) from None


def _inspect(package: zipfile.ZipFile) -> Package:
    """Reads every part once, which proves sizes and checksums."""
    kind = _kind(package)
    parts = _sheet_parts(package) if kind in {"xlsx", "xlsm"} else []
    is_recalculated = RECALCULATED.search(_start(package, WORKBOOK)) is not None
    marks: dict[str, tuple[CellMark, ...]] = {}
    for member in package.infolist():
        if member.filename in parts:
            marks[member.filename] = sheet_marks(_pieces(package, member), is_recalculated=is_recalculated)
            continue
        for _ in _pieces(package, member):
            pass
        if BINARY_SHEET.fullmatch(member.filename) and has_errors(package.read(member)):
            raise RefusalError(UNSOLVED)
    return Package(kind, tuple(marks.get(part, ()) for part in parts))


def _sheet_parts(package: zipfile.ZipFile) -> list[str]:
    workbook, relations = _start(package, WORKBOOK), _start(package, RELATIONS)
    _check_prolog(workbook)
    _check_prolog(relations)
    return sheet_parts(workbook, relations)


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.replace("\\", "/") for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise RefusalError(LOCKED)
    if len(members) > MEMBER_LIMIT:
        raise RefusalError(STRANGE.format(f"有 {len(members)} 个部件"))
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise RefusalError(STRANGE.format("部件名指向工作簿以外"))
    if max(Counter(name.casefold() for name in names).values(), default=0) > 1:
        raise RefusalError(STRANGE.format("有重名的部件"))
    _check_sizes(members)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    ratio = max((m.file_size / max(m.compress_size, 1) for m in members if m.file_size > RATIO_FLOOR), default=0)
    if unpacked > UNPACKED_LIMIT or ratio > RATIO_LIMIT:
        limit = f"上限 {UNPACKED_LIMIT >> 20} MB、{RATIO_LIMIT} 倍"
        raise RefusalError(
            f"工作簿展开后有 {unpacked >> 20} MB，最大压缩 {ratio:.0f} 倍，超出正常表格（{limit}）；"
            "请只复制有内容的单元格到新工作簿，或分开填报后重报"
        )


def _kind(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "xl/workbook.bin" in names:
        return "xlsb"
    if WORKBOOK in names or ("[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)):
        return "xlsm" if any(name.endswith("vbaProject.bin") for name in names) else "xlsx"
    if "mimetype" in names and "content.xml" in names and _start(package, "mimetype").startswith(SPREADSHEET):
        if b"encryption-data" in _start(package, "META-INF/manifest.xml"):
            raise RefusalError(LOCKED)
        return "ods"
    raise RefusalError(_foreign_message(sorted(names)))


def _foreign_message(names: list[str]) -> str:
    for start, what in FOREIGN:
        if any(name.startswith(start) for name in names):
            return f"文件是{what}，不是表格；请把名单填在表格中，存为 xlsx 后报送"
    if "mimetype" in names:
        return "文件是 OpenDocument 文档，但不是表格；请把名单填在表格中，存为 xlsx 后报送"
    return f"文件是压缩包（内有 {len(names)} 个文件），不是表格；请解压后把名单逐个报送"


def _start(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        with package.open(name) as part:
            return part.read(LONGEST_INDEX)
    except KeyError:
        return b""


def _pieces(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part; RefusalError when it is XML that declares a document type or entities."""
    is_prolog = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    before = b""
    with package.open(member) as part:
        while piece := part.read(PIECE):
            if is_prolog:
                prolog = before + piece
                _check_prolog(prolog)
                is_prolog, before = ROOT.search(prolog) is None, piece[-OVERLAP:]
            if member.filename == "content.xml" and ODS_ERROR in piece:
                raise RefusalError(UNSOLVED)
            yield piece


def _check_prolog(text: bytes) -> None:
    """What stands before the root element of a part is the only place for declarations."""
    if b"\0" in text:
        raise RefusalError(STRANGE.format("部件编码不是 UTF-8"))
    if any(word in text for word in FORBIDDEN):
        raise RefusalError(STRANGE.format("含文档类型或实体声明"))
