"""Files that are no table, locked, damaged or made to do harm: each is refused with a message of its own."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from tests.unit.landing.files import DIBAO
from tests.zoo.specimen import Refused, Specimen
from tests.zoo.writing import HEADER, TITLE, Make, book, operated, people, raw, rewritten

GOOD = (TITLE, HEADER, *people(3))
NO_TABLE = "文件是{}，不是表格；请把名单填在表格中，存为 xlsx 后报送"
ARCHIVE = "文件是 {} 压缩包，不是表格；请解压后把名单逐个报送"
STRANGE = "工作簿的内部结构异常（{}），不是表格软件正常保存的；请在表格软件中打开，另存为 xlsx 后重报"
LOCKED = "工作簿设有打开密码，无法读取；请去掉密码后重报"
CUT_OFF = "工作簿不完整或已损坏（压缩包读不通），多为没有传完；请在表格软件中打开原文件，另存为 xlsx 后重报"
FIRST_RECORD = bytes.fromhex("0908100000060500")  # of the workbook in a compound file
SPREADSHEET_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def specimens() -> Iterator[Specimen]:
    """By what is wrong with them."""
    for name, make, message in [*other_kinds(), *archives(), *damaged(), *harmful()]:
        yield Specimen(f"refused_{name}", make, Refused(re.escape(message)), None)
    yield from compounds()
    yield Specimen("refused_bomb", bomb, Refused(BOMB), None)


def other_kinds() -> Iterator[tuple[str, Make, str]]:
    """Not tables."""
    page = "文件其实是网页（内容以“<”开头），不是表格；请用表格软件打开，另存为 xlsx 后重报"
    for ending in ("xls", "csv"):
        html = f"<html><table><tr><td>{'</td><td>'.join(HEADER)}</td></tr></table></html>".encode("gb18030")
        yield f"web_page_called_{ending}", raw(html, f"{DIBAO}.{ending}"), page
    spreadsheet = "文件是“XML 表格 2003”，不能直接读取；请用表格软件打开，另存为 xlsx 后重报"
    yield "spreadsheet_xml_of_2003", raw(SPREADSHEET_2003.encode(), f"{DIBAO}.xls"), spreadsheet
    web_archive = "文件是单个网页文件（mht），不是表格；请用表格软件打开，另存为 xlsx 后重报"
    yield "web_archive", raw(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", f"{DIBAO}.xls"), web_archive
    xml = "文件是 XML，不是表格；请从原系统导出 xlsx 或 csv 后重报"
    yield "other_xml", raw(b'<?xml version="1.0"?><rows><row/></rows>', f"{DIBAO}.xml"), xml
    yield "pdf", raw(b"%PDF-1.7\n1 0 obj\n", f"{DIBAO}.pdf"), NO_TABLE.format("PDF")
    yield "picture_png", raw(b"\x89PNG\r\n\x1a\n" + bytes(64), f"{DIBAO}.xlsx"), NO_TABLE.format("图片（png）")
    yield "picture_jpg", raw(b"\xff\xd8\xff\xe0" + bytes(64), f"{DIBAO}.xlsx"), NO_TABLE.format("图片（jpg）")
    yield "rich_text", raw(b"{\\rtf1\\ansi", f"{DIBAO}.xls"), NO_TABLE.format("文字文档（rtf）")


def packed(members: Mapping[str, bytes], name: str) -> Make:
    """A zip file of these members."""

    def make(directory: Path) -> Path:
        path = directory / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for member, content in members.items():
                package.writestr(member, content)
        return path

    return make


def archives() -> Iterator[tuple[str, Make, str]]:
    """Packed files that hold something else than one workbook."""
    yield "rar", raw(b"Rar!\x1a\x07\x01\x00" + bytes(64), f"{DIBAO}.rar"), ARCHIVE.format("rar")
    yield "seven_zip", raw(b"7z\xbc\xaf\x27\x1c" + bytes(64), f"{DIBAO}.7z"), ARCHIVE.format("7z")
    several = {"低保.csv": b"a,b", "特困.csv": b"a,b"}
    message = "文件是压缩包（内有 2 个文件），不是表格；请解压后把名单逐个报送"
    yield "zip_of_several_files", packed(several, f"{DIBAO}.zip"), message
    word = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    yield "docx", packed(word, f"{DIBAO}.docx"), NO_TABLE.format("Word 文档（docx）")
    slides = {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}
    yield "pptx", packed(slides, f"{DIBAO}.xlsx"), NO_TABLE.format("演示文稿（pptx）")


def damaged() -> Iterator[tuple[str, Make, str]]:
    """Empty, cut off, locked."""
    yield "of_zero_bytes", raw(b"", f"{DIBAO}.xlsx"), "文件是空的（0 字节）；请重新导出后报送"
    nothing = "文件里没有任何内容；请重新导出后报送"
    yield "without_a_row", book(), nothing
    yield "of_blank_lines", raw("\r\n , \r\n　\r\n".encode("gb18030")), nothing
    yield "workbook_cut_off", rewritten(book(*GOOD), lambda content: content[: len(content) // 2]), CUT_OFF
    yield "workbook_with_a_wrong_byte", rewritten(book(*GOOD, *people(200)[3:]), _flip), CUT_OFF
    yield "workbook_with_a_password", encrypted, LOCKED


def _flip(content: bytes) -> bytes:
    """Another byte in the middle of the sheet: its checksum shows it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.getinfo("xl/worksheets/sheet1.xml")
    place = sheet.header_offset + 64 + sheet.compress_size // 2
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def encrypted(directory: Path) -> Path:
    """Locked as Excel locks it."""
    path = book(*GOOD)(directory)
    plain, locked = io.BytesIO(path.read_bytes()), io.BytesIO()
    OOXMLFile(plain).encrypt("守望2022", locked)
    path.write_bytes(locked.getvalue())
    return path


def _with(prolog: bytes, member: str) -> Make:
    def change(name: str, content: bytes) -> bytes:
        return prolog + content.partition(b"?>")[2] if name == member else content

    return operated(book(*GOOD), change)


def harmful() -> Iterator[tuple[str, Make, str]]:
    """Made to do harm, or looking like it."""
    declared = STRANGE.format("含文档类型或实体声明")
    yield "entities_that_expand", _with(ENTITIES, "xl/sharedStrings.xml"), declared
    yield "entities_from_outside", _with(EXTERNAL, "xl/worksheets/sheet1.xml"), declared
    yield "doctype_in_the_workbook", _with(b'<?xml version="1.0"?><!DOCTYPE workbook>', "xl/workbook.xml"), declared

    def keep(_: str, content: bytes) -> bytes:
        return content

    outside = STRANGE.format("部件名指向工作簿以外")
    for name, member in (("above_it", "../../etc/cron.d/x"), ("at_the_root", "/etc/x"), ("on_a_drive", "C:\\x")):
        yield f"members_{name}", operated(book(*GOOD), keep, {member: b"x"}), outside
    twice = operated(book(*GOOD), keep, {"XL/worksheets/SHEET1.xml": b"<worksheet/>"})
    yield "members_of_one_name", twice, STRANGE.format("有重名的部件")


BOMB = (
    r"工作簿展开后有 \d+ MB，最大压缩 \d+ 倍，超出正常表格（上限 1536 MB、100 倍）；"
    "请只复制有内容的单元格到新工作簿，或分开填报后重报"
)


def bomb(directory: Path) -> Path:
    """Some hundred kilobytes that unpack to some hundred megabytes."""
    path = book(*GOOD)(directory)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as package,
        package.open("xl/media/image1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))
    return path


def compounds() -> Iterator[Specimen]:
    """Old workbooks that are something else, or locked: made from one LibreOffice wrote."""
    for name, stream, ending, message in (
        ("doc", "WordDocument", "doc", NO_TABLE.format("Word 文档（doc）")),
        ("ppt", "PowerPoint Document", "xls", NO_TABLE.format("演示文稿（ppt）")),
        ("et", "EtDocument", "et", "文件是 WPS 表格专有格式（.et），不能直接读取；请在 WPS 中另存为 xlsx 后重报"),
    ):
        changed = _renamed(stream)
        verdict = Refused(re.escape(message))
        yield Specimen(f"refused_{name}", book(*GOOD), verdict, None, "xls", ending, changed)
    yield Specimen("refused_xls_with_a_password", book(*GOOD), Refused(re.escape(LOCKED)), None, "xls", "xls", _locked)
    cut = "旧版工作簿（xls）已损坏，读不通；请在表格软件中打开原文件，另存为 xlsx 后重报"
    yield Specimen("refused_xls_cut_off", book(*GOOD), Refused(re.escape(cut)), None, "xls", "xls", _cut)


def _renamed(stream: str) -> Callable[[bytes], bytes]:
    """The compound file with its workbook's stream under another name."""

    def change(content: bytes) -> bytes:
        old, new = "Workbook\0".encode("utf-16-le"), f"{stream}\0".encode("utf-16-le")
        place = content.index(old)
        return content[:place] + new.ljust(64, b"\0") + struct.pack("<H", len(new)) + content[place + 66 :]

    return change


def _locked(content: bytes) -> bytes:
    """The record after the first one becomes the one that says the rest is encrypted."""
    place = content.index(FIRST_RECORD) + 20
    return content[:place] + b"\x2f\x00" + content[place + 2 :]


def _cut(content: bytes) -> bytes:
    return content[:2048]
