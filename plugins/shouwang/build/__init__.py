"""One county-month computed aside: what it may know is pinned, dbt judges it in a schema of its own."""

from shouwang.build.builds import Build, Fenced, find_build, require_newest
from shouwang.build.clocks import UnknownYear
from shouwang.build.preparation import NoRegister, prepare
from shouwang.build.running import BuildFailed, build

__all__ = [
    "Build",
    "BuildFailed",
    "Fenced",
    "NoRegister",
    "UnknownYear",
    "build",
    "find_build",
    "prepare",
    "require_newest",
]
