"""About the running of mentorbot, for admins."""

from bot.dialog.text import User
from bot.dialog.view import Tone, View
from bot.notices.notice import Reader, notice
from bot.views.parts import button
from core.facts import NoticesUndecided, OperationAlert
from core.notices.outcomes import Pointless
from core.operations.service import undecided


@notice(OperationAlert)
def operation_alert(fact: OperationAlert, reader: Reader) -> View | Pointless:
    """Something needs an admin's eye."""
    if reader.person.id not in reader.uow.people.admins():
        return Pointless("not an admin any more")
    key = f"alert-{fact.what}"
    return View(
        title=reader.say(key if reader.words.has(key) else "alert-other", what=fact.what),
        lines=((User(fact.detail[:500]),) if fact.detail else (), reader.say("alert-next")),
        actions=(
            button(reader.words, "outbox", "admin outbox"),
            button(reader.words, "audit", "admin audit"),
        ),
        tone=Tone.CARE,
    )


@notice(NoticesUndecided)
def notices_undecided(_: NoticesUndecided, reader: Reader) -> View | Pointless:
    """What an admin finds in the morning."""
    if reader.person.id not in reader.uow.people.admins():
        return Pointless("not an admin any more")
    count = undecided(reader.uow)
    if not count:
        return Pointless("decided meanwhile")
    return View(
        title=reader.say("notice-undecided", count=count),
        lines=(reader.say("outbox-how"),),
        actions=(button(reader.words, "outbox", "admin outbox"),),
        tone=Tone.CARE,
    )
