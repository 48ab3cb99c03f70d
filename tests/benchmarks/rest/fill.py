"""Makes the file, its people and its sessions: `python -m tests.benchmarks.rest.fill PEOPLE SESSIONS`."""

import sys
from datetime import timedelta

import django
from django.core.management import call_command
from django.utils import timezone


def fill(people: int, sessions: int) -> None:
    """People called user-0, user-1 …, and sessions that do not overlap."""
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    # Models can be imported once Django is set up.
    from tests.benchmarks.rest.models import Person, Session  # noqa: PLC0415 - see above

    first, hour = timezone.now() + timedelta(days=3), timedelta(hours=1)
    Person.objects.bulk_create(Person(user_id=f"user-{n}", name=f"Person {n}") for n in range(people))
    Session.objects.bulk_create(
        Session(
            title=f"Session {n}",
            status="SCHEDULED",
            starts_at=first + 2 * n * hour,
            ends_at=first + (2 * n + 1) * hour,
            seats=500,
        )
        for n in range(sessions)
    )


if __name__ == "__main__":
    fill(int(sys.argv[1]), int(sys.argv[2]))
