"""A session as a file for any calendar."""

from icalendar import Calendar, Event

from core.sessions.model import Session


def calendar_file(session: Session) -> bytes:
    """The session as an iCalendar event; a later version of it replaces the earlier one."""
    event = Event()
    event.add("uid", f"session-{session.id}@mentorbot")
    event.add("sequence", session.version)
    event.add("summary", session.title)
    event.add("dtstamp", session.created_at)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    if session.description:
        event.add("description", session.description)
    where = session.venue or session.link
    if where:
        event.add("location", where)
    if session.link:
        event.add("url", session.link)
    calendar = Calendar()
    calendar.add("prodid", "-//mentorbot//sessions//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
