"""The stack of the end-to-end tests, for killing its tasks."""

from tests.end_to_end.conftest import command_line

__all__ = ["command_line"]
