"""The embedded stack: PostgreSQL from a wheel and Airflow's four components, on this machine alone."""

from shouwang.stack.control import clean, down, status, up

__all__ = ["clean", "down", "status", "up"]
