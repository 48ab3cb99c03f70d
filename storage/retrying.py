"""Another attempt of the whole use case, where the failure is worth it (trust.md §2 rows 39, 40).

Which ones are, each engine knows: storage/sqlite_failures.py, storage/postgres_failures.py.
"""

from core.errors import Conflict

RETRIES = 3


def exhausted(error: Exception) -> Conflict:
    """What is raised when trying again did not help: “busy, try again”."""
    if isinstance(error, Conflict):
        return error
    conflict = Conflict(f"tried {RETRIES + 1} times: {type(error).__name__}")
    conflict.__cause__ = error
    return conflict
