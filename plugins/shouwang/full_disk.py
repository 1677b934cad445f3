"""A full disk, said in words a person can act on: which place is full, what is kept, what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
ADVICE = "请清理该磁盘或扩容后重新运行：收件箱里的文件还在，台账没有改动，重新运行的结果与一次成功完全一样"


class DiskFull(OSError):
    """Nothing can be written to a place; the text is Chinese, names the path and says what to do."""

    def __init__(self, place: str) -> None:
        super().__init__(f"磁盘已满：{place} 没有空间了。{ADVICE}")


@contextmanager
def naming_full_disk(path: Path) -> Iterator[None]:
    """Let "no space left" out of the block as DiskFull naming ``path``; other errors as they are."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        raise DiskFull(str(path.absolute())) from None
