"""The child that reads files, bounded in memory: ``python -m shouwang.landing.files.reader <megabytes>``.

A line of JSON comes in for each file (``path``, ``into``, ``file_name``) and one goes out: ``{"read": true}``,
``{"refused": <message>}``, ``{"failed": "memory" or a kind of error}`` or ``{"disk": <errno>}``; no cell
ever. It ends when its parent does.
"""

import ctypes
import errno
import json
import re
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path

from shouwang.landing.errors import RefusalError

OS_ERROR = re.compile(r"\(os error (\d+)\)")
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def main() -> None:
    """Read files until there are no more requests."""
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL)
    most = int(sys.argv[1]) << 20
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import_module("shouwang.landing.files.readings")  # within the bounds, and while the first request is on its way
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line)), ensure_ascii=False), flush=True)  # noqa: T201 -- the protocol


def _answer(request: dict[str, str]) -> dict[str, object]:
    try:
        from shouwang.landing.files.readings import write_reading

        write_reading(Path(request["path"]), Path(request["into"]), request["file_name"])
    except RefusalError as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"failed": "memory"}
    except OSError as error:
        return {"disk": error.errno or _errno_of(str(error))}
    except BaseException as error:  # noqa: BLE001 -- a panic of a library is no Exception; its text may hold cells
        return {"failed": type(error).__name__}
    return {"read": True}


def _errno_of(text: str) -> int:
    """The number that polars has in the text alone, such as "No space left on device (os error 28)"."""
    found = OS_ERROR.search(text)
    return int(found[1]) if found else errno.EIO


if __name__ == "__main__":
    main()
