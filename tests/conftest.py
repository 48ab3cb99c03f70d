"""Fixtures every test may use."""

from hypothesis import HealthCheck, settings

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
from tests.governments import government

__all__ = [
    "clock",
    "database",
    "government",
    "postgres",
    "postgres_server",
    "postgres_url",
    "programme",
    "sqlite",
    "sqlite_template",
]

# A busy machine makes an example slow, not wrong: no test asserts a time.
settings.register_profile("mentorbot", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mentorbot")
