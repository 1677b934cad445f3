"""Text files in every encoding, whole and damaged."""

from collections.abc import Callable, Iterator

from tests.zoo.specimen import Read, Refused, Specimen
from tests.zoo.writing import HEADER, TITLE, people, person, raw, recoded, rewritten, text

RARE = "王𬭎𡐓"  # beyond the first plane: four bytes in GB18030
GOOD = (TITLE, HEADER, *people(2), person(3, name=RARE))
READ = Read(5, 3, {"title": 1, "header": 1}, values={"person_name": ["李四", "王五", RARE]})


def specimens() -> Iterator[Specimen]:
    """Readable encodings, then damage."""
    for name, encoding in (
        ("utf_8", "utf-8"),
        ("utf_8_with_a_mark", "utf-8-sig"),
        ("gb18030_with_four_bytes", "gb18030"),
        ("utf_16_with_a_mark", "utf-16"),
    ):
        yield Specimen(f"encoding_{name}", text(*GOOD, encoding=encoding), READ)
    for name, mark, encoding in (("little", b"\xff\xfe", "utf-16-le"), ("big", b"\xfe\xff", "utf-16-be")):
        yield Specimen(f"encoding_utf_16_{name}_endian", rewritten(text(*GOOD, encoding=encoding), _marked(mark)), READ)
    plain = (TITLE, HEADER, *people(3))
    read = Read(5, 3, READ.dropped)
    yield Specimen("encoding_gbk_by_iconv", recoded(text(*plain, encoding="utf-8"), "UTF-8", "GBK"), read)
    yield Specimen("encoding_utf_16_by_iconv", recoded(text(*plain, encoding="utf-8"), "UTF-8", "UTF-16"), read)
    yield Specimen("encoding_utf_16_without_a_mark", text(*plain, encoding="utf-16-le"), read)
    yield from damaged()


def _marked(mark: bytes) -> Callable[[bytes], bytes]:
    return lambda content: mark + content


def damaged() -> Iterator[Specimen]:
    """What cannot be read without loss is refused before anything lands."""
    head = text(*GOOD, encoding="utf-8")
    yield Specimen(
        "encoding_mixed_in_one_file",
        rewritten(head, lambda content: content + ",".join(person(4)).encode("gb18030") + b"\r\n\x81\x20"),
        Refused(MIXED),
        None,
    )
    many = text(*GOOD, *people(990)[3:])
    yield Specimen(
        "encoding_damaged_far_down",
        rewritten(many, lambda content: content[:30_000] + b"\xff\xff" + content[30_000:]),
        Refused(MIXED),
        None,
    )
    yield Specimen("encoding_with_nul_bytes", raw("姓名\0,身份证号\0".encode()), Refused(NUL), None)
    yield Specimen("encoding_of_random_bytes", raw(bytes(range(256)) * 8, "低保.csv"), Refused(NUL), None)


MIXED = (
    r"第\d+行有读不出的字符：文件编码既不完全是 UTF-8 也不完全是 GB18030，多为两种编码混在一起或没有传完；"
    "请从原系统重新导出，或在表格软件中另存为 xlsx 后重报"
)
NUL = "文件不是文本（含空字节），应为 xlsx，或 UTF-8、GB18030 编码的 csv；请在表格软件中另存为 xlsx 后重报"
