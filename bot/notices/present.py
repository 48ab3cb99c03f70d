"""What is true of a session when a notice about it is sent."""

from dataclasses import dataclass

from bot.dialog.view import Action, View
from bot.notices.notice import Reader
from bot.views.parts import button
from bot.views.sessions import card, private_card
from core.notices.outcomes import Pointless
from core.sessions.model import Part, Participant, Session, Status
from core.sessions.states import current

OVER = frozenset({Status.REJECTED, Status.CANCELLED, Status.COMPLETED})
LEADING = frozenset({Part.MENTOR, Part.CO_MENTOR})


@dataclass(frozen=True, slots=True)
class Present:
    """A session as it is now, and the reader's place in it."""

    session: Session
    place: Participant | None

    @property
    def leads(self) -> bool:
        """Whether the reader is its mentor or a co-mentor."""
        return self.place is not None and self.place.part in LEADING


def present(reader: Reader, session_id: int) -> Present | Pointless:
    """The session as it is now; pointless when it was deleted."""
    session = reader.uow.sessions.get(session_id)
    if session is None:
        return Pointless("the session was deleted", cancelled=True)
    place = reader.uow.sessions.participant(session_id, reader.person.id)
    return Present(current(session, reader.now), place)


def about(reader: Reader, found: Present, actions: tuple[Action, ...] = ()) -> View:
    """The session's card; with its link only for those in it (rules.md §5)."""
    make = private_card if found.place is not None else card
    return make(reader.words, found.session, actions)


def details(reader: Reader, found: Present) -> Action:
    """The button that shows the session."""
    return button(reader.words, "details", "session show", {"session": found.session.id})


def calendar(reader: Reader, found: Present) -> Action:
    """The button that gives a file for the calendar."""
    return button(reader.words, "calendar", "session-calendar", {"session": found.session.id})
