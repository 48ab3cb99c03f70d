"""About the running of mentorbot, for admins."""

from bot.dialog.text import User
from bot.dialog.view import Tone, View
from bot.notices.notice import Reader, notice
from bot.views.parts import button
from core.facts import OperationAlert
from core.notices.outcomes import Pointless


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
