"""What a file is, whatever its ending says: it shows in its first bytes. What is no table is refused by its name."""

import re
from pathlib import Path

from shouwang.landing.errors import RefusalError

PACKED = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
START = 4096  # bytes looked at
NOT_A_TABLE = "文件是{}，不是表格；请把名单填在表格中，存为 xlsx 后报送"
ARCHIVE = "文件是{}压缩包，不是表格；请解压后把名单逐个报送"
OTHER_KINDS = (  # first bytes, the words of a refusal, what goes into them
    (b"%PDF", NOT_A_TABLE, "PDF"),
    (b"\x89PNG", NOT_A_TABLE, "图片（png）"),
    (b"\xff\xd8\xff", NOT_A_TABLE, "图片（jpg）"),
    (b"GIF8", NOT_A_TABLE, "图片（gif）"),
    (b"BM", NOT_A_TABLE, "图片（bmp）"),
    (b"II*\0", NOT_A_TABLE, "图片（tif）"),
    (b"MM\0*", NOT_A_TABLE, "图片（tif）"),
    (b"RIFF", NOT_A_TABLE, "图片或音像"),
    (b"{\\rtf", NOT_A_TABLE, "文字文档（rtf）"),
    (b"\x09\x00\x04\x00", NOT_A_TABLE, "三十年前格式的工作表（Excel 2）"),
    (b"\x09\x02\x06\x00", NOT_A_TABLE, "三十年前格式的工作表（Excel 3）"),
    (b"\x09\x04\x06\x00", NOT_A_TABLE, "三十年前格式的工作表（Excel 4）"),
    (b"Rar!", ARCHIVE, " rar "),
    (b"7z\xbc\xaf", ARCHIVE, " 7z "),
    (b"\x1f\x8b", ARCHIVE, " gz "),
    (b"BZh", ARCHIVE, " bz2 "),
    (b"\xfd7zXZ", ARCHIVE, " xz "),
)
BINARY_IMAGES = {b"BM"}  # two letters that a table of text may begin with as well
SPREADSHEET_XML = "文件是“XML 表格 2003”，不能直接读取；请用表格软件打开，另存为 xlsx 后重报"
WEB_ARCHIVE = "文件是单个网页文件（mht），不是表格；请用表格软件打开，另存为 xlsx 后重报"
WEB_PAGE = "文件其实是网页（内容以“<”开头），不是表格；请用表格软件打开，另存为 xlsx 后重报"
OTHER_XML = "文件是 XML，不是表格；请从原系统导出 xlsx 或 csv 后重报"
MHTML = re.compile(r"^(mime-version|from:\s*<|content-type:\s*multipart/|x-document-type:)", re.IGNORECASE)


def kind_of(path: Path) -> str:
    """``packed``, ``compound`` or ``text``; RefusalError for what can be told to be no table."""
    with path.open("rb") as handle:
        start = handle.read(START)
    if not start:
        raise RefusalError("文件是空的（0 字节）；请重新导出后报送")
    if start.startswith(PACKED):
        return "packed"
    if start.startswith(COMPOUND):
        return "compound"
    _refuse_other_kinds(start)
    _refuse_markup(start)
    return "text"


def _refuse_other_kinds(start: bytes) -> None:
    for first, words, what in OTHER_KINDS:
        if start.startswith(first) and (first not in BINARY_IMAGES or b"\0" in start[:32]):
            raise RefusalError(words.format(what))
    if start[4:8] == b"ftyp":
        raise RefusalError(NOT_A_TABLE.format("图片或音像"))


def _refuse_markup(start: bytes) -> None:
    """Web pages and the XML of spreadsheet programs, in any encoding: what is looked for is plain ASCII."""
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").decode("latin-1")
    if MHTML.match(text):
        raise RefusalError(WEB_ARCHIVE)
    if not text.startswith("<"):
        return
    if "schemas-microsoft-com:office:spreadsheet" in text and "<html" not in text.lower():
        raise RefusalError(SPREADSHEET_XML)
    raise RefusalError(OTHER_XML if text.startswith("<?xml") and "<html" not in text.lower() else WEB_PAGE)
