"""The command line: ``shouwang --help``."""

from shouwang.cli.application import app

__all__ = ["app"]
