"""What the core needs from storage: one narrow protocol an area, gathered in a unit of work.

A use case is a plain function `(uow, actor, now, …)`; it runs inside one transaction, so whatever
it reads is true while it acts and whatever it writes is committed together (trust.md §3.3).
All instants are aware UTC. `get` returns None for what does not exist.
"""

from core.ports.groups import Groups
from core.ports.mentors import Mentors
from core.ports.outbox import Outbox, Queue
from core.ports.people import People
from core.ports.running import Audit, Drafts, Leases
from core.ports.sessions import Sessions
from core.ports.unit_of_work import Database, Repeated, UnitOfWork

__all__ = [
    "Audit",
    "Database",
    "Drafts",
    "Groups",
    "Leases",
    "Mentors",
    "Outbox",
    "People",
    "Queue",
    "Repeated",
    "Sessions",
    "UnitOfWork",
]
