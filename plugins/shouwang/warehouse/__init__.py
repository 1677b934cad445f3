"""The warehouse: its schemas, roles and grants, and the way to it."""

from shouwang.warehouse.connection import connect
from shouwang.warehouse.migration import migrate

__all__ = ["connect", "migrate"]
