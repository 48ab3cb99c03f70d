"""What waits in a person's inbox, told as it would be told now (rules.md §9)."""

from datetime import datetime

from bot.dialog.view import View
from bot.dialog.wording import Words
from bot.notices.notice import NOTICES, Reader
from core.notices.outcomes import Pointless
from core.notices.service import waiting_notices
from core.page import Page
from core.people.model import Actor
from core.ports import UnitOfWork
from core.programme import Programme


def waiting(
    uow: UnitOfWork, actor: Actor, now: datetime, words: Words, programme: Programme, number: int = 1
) -> Page[View | None]:
    """A page of the inbox; None stands for what has lost its use."""
    page = waiting_notices(uow, actor, now, number)
    reader = Reader(uow, actor.person, words, programme, now)
    told = (NOTICES[type(row.notice.fact)](row.notice.fact, reader) for row in page.items)
    shown = tuple(None if isinstance(view, Pointless) else view for view in told)
    return Page(shown, page.number, page.more)
