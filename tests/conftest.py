"""Fixtures every test may use."""

from tests.engines import (
    clock,
    database,
    postgres,
    postgres_server,
    postgres_url,
    programme,
    sqlite,
    sqlite_template,
)

__all__ = [
    "clock",
    "database",
    "postgres",
    "postgres_server",
    "postgres_url",
    "programme",
    "sqlite",
    "sqlite_template",
]
