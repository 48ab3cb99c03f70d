"""About applications and mentors."""

from bot.dialog.text import User
from bot.dialog.view import Action, Field, Style, Tone, View
from bot.notices.notice import Reader, notice
from bot.views import applications
from bot.views.parts import button, named, names, strong
from core.facts import ApplicationDecided, ApplicationSubmitted, MentorAssigned, MentorStatusChanged
from core.groups.model import LinkKind
from core.mentors.model import Application, ApplicationStatus, MentorStatus
from core.notices.outcomes import Pointless


@notice(ApplicationSubmitted)
def application_submitted(fact: ApplicationSubmitted, reader: Reader) -> View | Pointless:
    """Somebody applied: the applicant is told it arrived, admins decide, leads of the groups know."""
    found = reader.uow.mentors.application(fact.application_id)
    if found is None:
        return Pointless("the application is gone")
    if found.status is not ApplicationStatus.PENDING:
        return Pointless("it was decided")
    if found.version != fact.version:
        return Pointless("it was submitted again since")
    if found.person_id == reader.person.id:
        return _received(reader)
    groups = {group.id: group.name for group in reader.uow.groups.all(active_only=False)}
    if reader.person.id in reader.uow.people.admins():
        card = applications.card(reader.words, found, groups, applications.deciding(reader.words, found))
        lead = reader.say("notice-application-submitted", name=strong(found.person_name))
        return View(
            title=lead,
            lines=(reader.say("notice-application-submitted-next"),),
            fields=card.fields,
            actions=(*card.actions, button(reader.words, "approvals", "approvals")),
            tone=Tone.CARE,
        )
    return _for_lead(reader, found, groups)


def _received(reader: Reader) -> View:
    return View(
        title=reader.say("notice-application-received"),
        lines=(reader.say("notice-application-received-next"),),
        actions=(button(reader.words, "application-status", "mentor status"),),
        tone=Tone.GOOD,
    )


def _for_lead(reader: Reader, found: Application, groups: dict[int, str]) -> View | Pointless:
    """Leads know; admins decide."""
    links = reader.uow.groups.links(reader.person.id)
    led = [one for one in found.form.group_ids if LinkKind.LEAD in links.get(one, frozenset())]
    if not led:
        return Pointless("no longer lead of a chosen group")
    return View(
        title=reader.say("notice-application-in-group", name=strong(found.person_name)),
        lines=(
            reader.say(
                "notice-application-in-group-next",
                groups=names([groups[one] for one in led if one in groups]),
            ),
        ),
        actions=(button(reader.words, "home", "home"),),
    )


@notice(ApplicationDecided)
def application_decided(fact: ApplicationDecided, reader: Reader) -> View:
    """An application was approved, rejected or sent back, with the reason."""
    status = ApplicationStatus(fact.status)
    found = reader.uow.mentors.application(fact.application_id)
    changed = found is not None and found.status is not status
    note = (reader.say("notice-decided-note", note=fact.note),) if fact.note else ()
    return View(
        title=reader.say("notice-application-decided", status=status),
        lines=(*note, reader.say("notice-application-decided-next", status=status)),
        fields=_granted(reader, found) if status is ApplicationStatus.APPROVED else (),
        actions=() if changed else _after_decision(reader, status, found),
        tone=applications.TONES[status],
    )


def _granted(reader: Reader, found: Application | None) -> tuple[Field, ...]:
    """The groups one is a mentor of now."""
    chosen = [reader.uow.groups.get(group_id) for group_id in found.form.group_ids] if found else []
    groups = names([group.name for group in chosen if group is not None])
    return (named(reader.words, "groups", groups),) if groups else ()


def _after_decision(
    reader: Reader, status: ApplicationStatus, found: Application | None
) -> tuple[Action, ...]:
    words = reader.words
    if status is ApplicationStatus.APPROVED:
        return (
            button(words, "new-session", "session create", style=Style.PRIMARY),
            button(words, "profile", "mentor profile"),
        )
    if found is not None and status in applications.CHANGEABLE:
        return (
            button(words, "edit", "mentor edit", style=Style.PRIMARY, seen=found.version),
            button(words, "application-status", "mentor status"),
        )
    return (button(words, "application-status", "mentor status"),)


@notice(MentorAssigned)
def mentor_assigned(_: MentorAssigned, reader: Reader) -> View | Pointless:
    """An admin made this person a mentor."""
    mentor = reader.uow.mentors.get(reader.person.id)
    if mentor is None or mentor.status is MentorStatus.REVOKED:
        return Pointless("the role was taken away again")
    return View(
        title=reader.say("notice-mentor-assigned"),
        lines=(reader.say("notice-mentor-assigned-next"),),
        actions=(
            button(reader.words, "profile", "mentor profile", style=Style.PRIMARY),
            button(reader.words, "new-session", "session create"),
        ),
        tone=Tone.GOOD,
    )


@notice(MentorStatusChanged)
def mentor_status_changed(fact: MentorStatusChanged, reader: Reader) -> View | Pointless:
    """A mentor was paused, brought back or revoked."""
    status = MentorStatus(fact.status)
    mentor = reader.uow.mentors.get(reader.person.id)
    if mentor is None or mentor.status is not status:
        return Pointless("the status changed again")
    why = (reader.say("notice-because", reason=User(fact.reason)),) if fact.reason else ()
    create = button(reader.words, "new-session", "session create", style=Style.PRIMARY)
    return View(
        title=reader.say("notice-mentor-status", status=status),
        lines=(*why, reader.say("notice-mentor-status-next", status=status)),
        actions=(
            *([create] if status is MentorStatus.ACTIVE else []),
            button(reader.words, "home", "home"),
        ),
        tone=Tone.GOOD if status is MentorStatus.ACTIVE else Tone.CARE,
    )
