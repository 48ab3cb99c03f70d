"""A session with people in it, for notices about it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.dialog.view import View
from bot.dialog.written import plain
from bot.notices.notice import NOTICES, Reader
from core.clock import StandingClock
from core.facts import Fact
from core.groups.model import Group, LinkKind
from core.notices.outcomes import Pointless
from core.people.model import Platform
from core.ports import UnitOfWork
from core.sessions import announcing, attending, deciding
from core.sessions.model import Mode, Session, SessionForm
from tests.builders import NOW
from tests.commands.town import CATALOGUE, Somebody, Town

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LINK = "https://meet.example.org/x"
START = NOW + DAY


@dataclass
class Lesson:
    """A group, its mentor, an admin, a learner, and an approved session that starts in a day."""

    town: Town
    group: Group
    mentor: Somebody
    admin: Somebody
    ada: Somebody
    session: Session

    @property
    def clock(self) -> StandingClock:
        return self.town.clock

    async def read(self, fact: Fact, reader: Somebody) -> View | Pointless:
        """The notice as this person would read it now; drawn on both platforms."""

        def tell(uow: UnitOfWork) -> View | Pointless:
            person = uow.people.get(reader.id)
            assert person is not None
            words = CATALOGUE.words("en", "UTC")
            at = Reader(uow, person, words, self.town.programme, self.clock.now())
            return NOTICES[type(fact)](fact, at)

        told: View | Pointless = await self.town.database.read(tell)
        if isinstance(told, View):
            self.town.drawn(told, CATALOGUE.words("en", "UTC"), reader.id)
        return told

    async def pointless(self, fact: Fact, reader: Somebody) -> str:
        """Why there is nothing to tell."""
        told = await self.read(fact, reader)
        assert isinstance(told, Pointless), told
        return told.reason

    async def told(self, fact: Fact, reader: Somebody) -> tuple[str, list[str]]:
        """What is read, and the buttons below."""
        view = await self.read(fact, reader)
        assert isinstance(view, View), view
        return words_of(view), [one.label for one in view.actions]

    async def cancelled(self, reason: str = "I am ill.") -> None:
        await self.mentor.acts(announcing.cancel, self.session.id, reason)


def words_of(view: View) -> str:
    """Everything a notice says."""
    parts = [view.title, *view.lines, *(one.value for one in view.fields)]
    parts += [part for row in view.rows for part in (row.title, *row.lines)]
    return "\n".join(plain(part, "en", "UTC") for part in parts)


async def lesson(town: Town) -> Lesson:
    """Everything above, made."""
    group = await town.group()
    mentor = await town.person("Grace Specimen")
    await town.link(mentor, group, LinkKind.MENTOR)
    admin = await town.person("Margo Admin", Platform.DISCORD, admin=True)
    ada = await town.person("Ada Example", Platform.DISCORD)
    await town.link(ada, group)
    form = SessionForm(group.id, "Decorators", "", Mode.ONLINE, START, START + HOUR, LINK, seats=5)
    made = await mentor.acts(announcing.announce, form)
    await admin.acts(deciding.verify, made.id, approve=True)
    await ada.acts(attending.join, made.id)
    return Lesson(town, group, mentor, admin, ada, await town.session(made.id))
