"""The card in a group's channel: for everybody, without the link, edited as seats and state change."""

from bot.dialog.view import View
from bot.posting import Menu, MenuSet, Parcel, RoleGrant
from core.facts import GroupRoleDue, RolesChanged, SessionCardChanged
from core.groups.model import LinkKind
from core.notices.model import OutboxRow, OutboxStatus
from core.notices.outcomes import Pointless
from core.people.model import Platform
from core.ports import UnitOfWork
from core.sessions import announcing, deciding
from core.sessions.model import Mode, SessionForm
from tests.commands.town import Somebody, Town
from tests.notices.lesson import HOUR, LINK, START, words_of


async def rows(town: Town, fact: type) -> list[OutboxRow]:
    """What is owed of a kind, to wherever."""

    def listed(uow: UnitOfWork) -> list[OutboxRow]:
        found = uow.queue.listed([OutboxStatus.PENDING], 1, 1000).items
        return [one for one in reversed(found) if isinstance(one.notice.fact, fact)]

    found: list[OutboxRow] = await town.database.read(listed)
    return found


async def announced(town: Town) -> tuple[Somebody, Somebody, int]:
    """An approved session of a group that has a channel and a chat."""
    group = await town.group(role="11", channel="22", chat="-33")
    mentor = await town.person("Grace Specimen", Platform.DISCORD)
    await town.link(mentor, group, LinkKind.MENTOR)
    admin = await town.person("Margo Admin", Platform.TELEGRAM, admin=True)
    form = SessionForm(group.id, "Decorators", "", Mode.ONLINE, START, START + HOUR, LINK, seats=5)
    made = await mentor.acts(announcing.announce, form)
    await admin.acts(deciding.verify, made.id, approve=True)
    return mentor, admin, made.id


async def card(town: Town, row: OutboxRow) -> tuple[str, list[str]]:
    parcel = await town.parcel(row)
    assert isinstance(parcel, Parcel)
    assert isinstance(parcel.body, View)
    assert parcel.body.private is False
    assert parcel.person_id is None, "anybody may press"
    town.drawn(parcel.body, parcel.words, None)
    return words_of(parcel.body), [one.label for one in parcel.body.actions]


async def test_a_card_goes_to_the_channel_and_to_the_chat(town: Town) -> None:
    await announced(town)
    owed = await rows(town, SessionCardChanged)
    assert {(one.notice.platform, one.notice.dest) for one in owed} == {
        (Platform.DISCORD, "22"),
        (Platform.TELEGRAM, "-33"),
    }
    for row in owed:
        said, buttons = await card(town, row)
        assert "5 of 5 left" in said
        assert LINK not in said
        assert buttons == ["Join", "Details"]


async def test_a_cancelled_one_cannot_be_joined_any_more(town: Town) -> None:
    mentor, _, session = await announced(town)
    await mentor.acts(announcing.cancel, session, "I am ill.")
    said, buttons = await card(town, (await rows(town, SessionCardChanged))[0])
    assert "Cancelled: I am ill." in said
    assert buttons == ["Details"]


async def test_a_card_of_nothing_is_pointless(town: Town) -> None:
    _, _, session = await announced(town)
    row = (await rows(town, SessionCardChanged))[0]
    await town.do(lambda uow: uow.sessions.delete(session))
    assert isinstance(await town.parcel(row), Pointless)


async def test_joining_a_group_gives_its_role(town: Town) -> None:
    await announced(town)
    ada = await town.person("Ada Example", Platform.DISCORD)
    await ada.do("group join", group="Python")
    parcel = await town.parcel((await rows(town, GroupRoleDue))[-1])
    assert isinstance(parcel, Parcel)
    assert parcel.body == RoleGrant("11", give=True)


async def test_a_new_admin_on_telegram_gets_the_admins_menu(town: Town) -> None:
    _, admin, _ = await announced(town)
    linus = await town.person("Linus Sample")
    await admin.do("admin add", person=str(linus.id))
    parcel = await town.parcel((await rows(town, RolesChanged))[-1])
    assert isinstance(parcel, Parcel)
    assert isinstance(parcel.body, Menu)
    assert parcel.body.sets == {MenuSet.LEARNER, MenuSet.ADMIN, MenuSet.LEAD}
