"""Lists of more than a page: what fits is found and named though much stands before it."""

from datetime import timedelta

from bot.dialog.asking import Asking
from bot.dialog.written import plain
from core.groups.model import LinkKind
from core.mentors.model import MentorStatus
from core.ports import UnitOfWork
from core.sessions import announcing, attending
from core.sessions.model import Mode, SessionForm
from tests.commands.town import Somebody, Town


async def test_a_paused_mentor_is_offered_behind_a_page_of_active_ones(town: Town) -> None:
    group, margo = await town.group(), await town.person("Margo Admin", admin=True)
    for number in range(30):
        await town.link(await town.person(f"Active {number:02}"), group, LinkKind.MENTOR)
    zoe = await town.person("Zoe Paused")
    await town.link(zoe, group, LinkKind.MENTOR)

    def pause(uow: UnitOfWork) -> None:
        uow.mentors.set_status(zoe.id, MentorStatus.ACTIVE, MentorStatus.PAUSED)

    await town.do(pause)
    asked = await margo.begin("mentor resume")
    assert [choice.label for choice in asked.questions[0].choices] == ["Zoe Paused"]


async def led(town: Town, count: int) -> tuple[Somebody, list[int]]:
    """A mentor with so many sessions, an hour a day."""
    grace, group = await town.person("Grace Specimen"), await town.group()
    await town.link(grace, group, LinkKind.MENTOR)
    made = []
    for day in range(1, count + 1):
        start = town.clock.now() + timedelta(days=day)
        form = SessionForm(
            group.id, f"Day {day:02}", "", Mode.ONLINE, start, start + timedelta(hours=1), None, None, None
        )
        session = await grace.acts(announcing.announce, form)
        made.append(session.id)
    return grace, made


async def test_what_is_left_to_join_is_offered_behind_a_page_of_joined_sessions(town: Town) -> None:
    _, made = await led(town, 26)
    margo, ada = await town.person("Margo Admin", admin=True), await town.person("Ada Example")
    group = (await town.session(made[0])).group_id
    await ada.do("group join", group=str(group))
    for session in made:
        if (await town.session(session)).status.value == "PENDING_APPROVAL":
            await margo.do_button("session-approve", session=session)
    for session in made[:25]:
        await ada.acts(attending.join, session)
    asked = await ada.begin("session join")
    assert [choice.value for choice in asked.questions[0].choices] == [str(made[25])]


async def test_who_stands_far_down_is_named_before_being_removed(town: Town) -> None:
    grace, (session,) = await led(town, 1)
    margo = await town.person("Margo Admin", admin=True)
    found = await town.session(session)
    if found.status.value == "PENDING_APPROVAL":
        await margo.do_button("session-approve", session=session)
    group = await town.database.read(lambda uow: uow.groups.get(found.group_id))
    assert group is not None
    learner = margo
    for number in range(101):
        learner = await town.person(f"Learner {number:03}")
        await town.link(learner, group)
        await learner.acts(attending.join, session)
    asked = await grace.begin("session remove", session=str(session), learner=str(learner.id))
    summary = await grace.answer(asked, "-")
    assert isinstance(summary, Asking)
    said = {one.label: plain(one.value, "en", "UTC") for one in summary.answered}
    assert said["Learner"] == "Learner 100"
