"""Nothing reaches out: a month passes without a connection or a name look-up beyond this machine."""

import json
import subprocess
import sys
from pathlib import Path

from shouwang.settings import PROJECT_ROOT, Settings

WATCHED = """
import json, sys
seen = []
def watch(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        seen.append(str(arguments[1][0]))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        seen.append(str(arguments[0]))
sys.addaudithook(watch)

from pathlib import Path
from datetime import date
from tests.world import test_world
from shouwang.settings import Settings
test_world.live_through(Settings.model_validate_json(sys.argv[1]), [date(2022, 1, 1)])
Path(sys.argv[2]).write_text(json.dumps(seen))
"""


def test_a_month_passes_without_asking_for_another_machine(warehouse: Settings, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    ended = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", WATCHED, warehouse.model_dump_json(), str(seen)],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert set(json.loads(seen.read_text(encoding="utf-8"))) <= {"127.0.0.1", "localhost"}
