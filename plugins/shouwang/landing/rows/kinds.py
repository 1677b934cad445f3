"""What a row says that is no data: the patterns of plain cell texts, and the codes of ``dropped_reasons.yml``."""

from collections.abc import Iterable
from itertools import pairwise

BLANK = "blank"
TITLE = "title"
HEADER = "header"
REPEATED_HEADER = "repeated_header"
REPEATED_TITLE = "repeated_title"
COLUMN_NUMBERS = "column_numbers"
SECTION = "section"
TOTAL = "total"
NIL = "nil_statement"
END = "end_mark"
SIGNATURE = "signature"
NOTE = "note"
SEQUENCE = "sequence_only"
OUTSIDE = "outside_columns"
UNANSWERED = "unanswered"

WHOLE = r"(本页|本月|本表|本镇|本乡|本村|全县|全区|全市|全镇|全乡|全村|.{0,8}(镇|乡|村|街道|社区))?"
TOTALS = rf"^{WHOLE}(合计|小计|总计|共计|累计)([:：(（].*|共?\d+.*)?$"
TOTAL_COUNT = r"^共?计?\d{1,6}[人户个名笔条]?$"
ENDS = r"^[-—=*(（]*(以下空白|以下无正文|以下无内容|以下无数据|此页无正文|此栏以下空白|完|结束)[-—=*)）。]*$"
SIGNATURES = (
    r"^(填表|填报|制表|制单|审核|审批|复核|负责|经办|主管|分管|联系|领导|单位|签字|签名|盖章|日期|报送|报出)\S{0,8}[:：]"
    r"|^[(（]?(签字|签章|盖章|公章)[)）]?$|^(填报|报送|制表)(日期|时间|单位|人)$"
)
NOTES = r"^[*※]?(备注|说明|附注|注|填表说明|填报说明|填写说明|数据来源)[0-9一二三四五]*[:：]"
SECTIONS = r"^([(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．])"
WHEN = r"(截至|截止)?(\d{4}年)?(\d{1,2}月份?)?[本当该上]?(月份?|期|季度|学期|学年|年度|次)?[,，]?"
WHO = r"[我本该]?(局|县|单位|镇|乡|办|中心|部门)?"
NOTHING = r"(无|没有|未|未有)"
SUBJECT = (
    r"(情况|情形|人员|对象|数据|变化|变动|新增|增加|内容|名单|信息|事项|农户|户|人|报告|发生|发现|产生|上报|填报|可报)"
)
NILS = rf"^{WHEN}{WHO}[暂均尚]?(零报告|0报告|零新增|无|没有|{NOTHING}.{{0,14}}{SUBJECT})([(（]?零报告[)）]?)?[。.!！]?$"
DASHES = r"^[/\\—–-]+$"
SEQUENCE_LABELS = {"序号", "序", "行号", "NO.", "No.", "no.", "NO", "No", "no", "#"}

PHONE = r"^1\d{10}$"
NUMBERED = r"^[^\x{4E00}-\x{9FFF}]*\d"  # a number, and no words before it
SHORTEST_NUMBER = 7  # characters; nothing shorter is anybody's identity number

COUNTED = 3  # columns at least, for a row to be one that numbers them


def counts_columns(cells: Iterable[str | None]) -> bool:
    """Whether a row of plain cells does nothing but number the columns: 1, 2, 3 …, perhaps after 甲, 乙 or A, B."""
    marks = [cell.strip("()") for cell in cells if cell]
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    letters = [mark for mark in marks if mark in set("甲乙丙丁戊ABCDE")]
    is_row = all(after == before + 1 for before, after in pairwise(numbers)) and numbers[:1] in ([0], [1])
    return is_row and len(marks) == len(numbers) + len(letters) >= COUNTED
