"""Airflow's metadata tables: made once, brought up when Airflow's version changed."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version

from shouwang.settings import Settings
from shouwang.stack.airflow import airflow_environment, airflow_home
from shouwang.stack.databases import AIRFLOW, connect
from shouwang.stack.errors import StackError
from shouwang.stack.processes import own_environment
from shouwang.stack.records import last_lines, read_record, write_record

MARK = "migrated.json"


def is_migrated(settings: Settings) -> bool:
    """Whether the tables are there and were migrated by this Airflow; False when either is not so."""
    if read_record(airflow_home(settings) / MARK) != {"airflow": version("apache-airflow-core")}:
        return False
    password = settings.secret("airflow_database")
    with closing(connect(settings.port, password, AIRFLOW, AIRFLOW)) as opened, opened.cursor() as work:
        work.execute("select to_regclass('public.alembic_version') is not null")
        return work.fetchone() == (True,)


def migrate_airflow(settings: Settings, report: Callable[[str], None]) -> None:
    """Run ``airflow db migrate`` unless it was. StackError with the end of its log when it fails."""
    if is_migrated(settings):
        return
    report("Airflow：建立数据表 …")
    log = settings.home / "logs" / "airflow-migration.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        outcome = subprocess.run(
            [sys.executable, "-m", "airflow", "db", "migrate"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            cwd=settings.home,
            env={**own_environment(), **airflow_environment(settings)},
        )
    if outcome.returncode:
        raise StackError(f"Airflow 的数据表没有建成；日志 {log} 的最后几行：\n{last_lines(log)}")
    write_record(airflow_home(settings) / MARK, {"airflow": version("apache-airflow-core")})
