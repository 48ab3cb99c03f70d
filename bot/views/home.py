"""Home: what waits for a person, what comes next, and what they can do."""

from bot.dialog.text import Text, User
from bot.dialog.view import Action, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button
from bot.views.session_lists import upcoming
from core.home.service import Home
from core.mentors.model import ApplicationStatus
from core.switches import Switch


def home(words: Words, found: Home) -> View:
    """Adapts to who one is: learner, applicant, mentor, lead or admin."""
    return View(
        title=words.say("home-title", name=User(found.name)),
        lines=(*_waiting(words, found), *_next(words, found)),
        rows=upcoming(words, found.upcoming),
        actions=(*_urgent(words, found), *_usual(words, found)),
        tone=Tone.CARE if found.waiting else Tone.PLAIN,
    )


def _waiting(words: Words, found: Home) -> tuple[Text, ...]:
    """What asks for something."""
    lines: list[Text] = []
    if found.stopped:
        read_only = Switch.READ_ONLY in found.stopped
        lines.append(words.say("home-stopped", **{"what": list(found.stopped), "read-only": read_only}))
    lines += [words.say("dialog-unreachable", platform=one.platform) for one in found.unreachable]
    if found.waiting:
        lines.append(words.say("home-approvals", count=found.waiting))
    if found.attendance:
        lines.append(words.say("home-attendance", count=found.attendance))
    if found.unread:
        lines.append(words.say("home-unread", count=found.unread))
    status = ApplicationStatus.REVOKED if found.revoked else found.application and found.application.status
    if status is not None and status is not ApplicationStatus.APPROVED:
        lines.append(words.say("home-application", status=status))
    return tuple(lines)


def _next(words: Words, found: Home) -> tuple[Text, ...]:
    """What to begin with, or what comes next."""
    if found.paused:
        return (words.say("home-paused"),)
    if found.upcoming:
        return (words.say("home-upcoming", count=len(found.upcoming)),)
    if not found.groups:
        return (words.say("home-new-admin" if found.admin else "home-new"),)
    return (words.say("home-nothing-joined", mentor=found.mentor),)


def _urgent(words: Words, found: Home) -> list[Action]:
    actions = []
    if found.stopped and found.admin:
        actions.append(button(words, "pause", "admin pause", style=Style.PRIMARY))
    if found.admin or found.lead:
        style = Style.PRIMARY if found.waiting else Style.USUAL
        actions.append(button(words, "approvals-waiting", "approvals", style=style, count=found.waiting))
    if found.attendance:
        actions.append(button(words, "attendance", "session attendance", style=Style.PRIMARY))
    if found.unread:
        actions.append(button(words, "inbox", "inbox"))
    again = [{"account": one.id, "on": True} for one in found.unreachable]
    return actions + [button(words, "try-again", "settings-account", about) for about in again]


def _usual(words: Words, found: Home) -> list[Action]:
    """Mentors begin with their sessions, everybody else with what there is to learn."""
    mentoring, learning = _mentoring(words, found), _learning(words, found)
    if found.mentor or found.paused:
        return [*mentoring, *learning]
    create = [button(words, "new-group", "group create")] if found.admin else []
    return [*learning[:2], *create, *mentoring, *learning[2:]]


def _mentoring(words: Words, found: Home) -> list[Action]:
    if found.mentor or found.paused:
        return [
            *([button(words, "new-session", "session create", style=Style.PRIMARY)] if found.mentor else []),
            button(words, "my-sessions", "session mine"),
            button(words, "profile", "mentor profile"),
        ]
    if found.application is None:
        return [] if found.revoked else [button(words, "apply", "mentor apply")]
    return [button(words, "application-status", "mentor status")]


def _learning(words: Words, found: Home) -> list[Action]:
    first, usual = Style.PRIMARY, Style.USUAL
    browse = button(words, "browse", "session browse", style=first if found.groups else usual)
    groups = button(words, "groups", "group list", style=usual if found.groups else first)
    actions = [browse, groups] if found.groups else [groups, browse]
    actions += [button(words, "mentors", "mentor list"), button(words, "history", "session history")]
    if found.accounts < 2:
        actions.append(button(words, "link", "link"))
    actions += [button(words, "settings", "settings"), button(words, "help", "help")]
    return actions
