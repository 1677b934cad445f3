"""When a file reached the inbox: its modification time says so, and the ledger reads it there."""

import os
import zlib
from datetime import date, datetime, timedelta
from pathlib import Path

from shouwang.months import BEIJING, following

LATE_ONE_IN = 12
EARLY_DAYS, LATE_DAYS = 7, 4


def arrive(path: Path, due: date, name: str) -> Path:
    """Let ``path`` have arrived in the week before ``due``, or, for one name in twelve, in the days after it."""
    number = zlib.crc32(f"{name} {due}".encode())
    days = 1 + number % LATE_DAYS if number % LATE_ONE_IN == 0 else -(number % EARLY_DAYS)
    moment = datetime(due.year, due.month, due.day, 9, number % 60, tzinfo=BEIJING) + timedelta(days=days)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def feedback_due(month: date) -> date:
    """The day before the deadline's run of a cycle month: townships have answered by the 9th of the month after."""
    return following(month).replace(day=9)
