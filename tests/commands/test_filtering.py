"""Lists are searched and filtered by a button: where options cannot be typed, the filters are asked for."""

from datetime import timedelta

from bot.dialog.asking import Asking, Do
from core.groups.model import LinkKind
from core.mentors import service as mentors
from core.mentors.model import ApplicationForm, ApplicationStatus, Tier
from core.sessions import announcing, deciding
from core.sessions.model import Mode, SessionForm
from tests.builders import NOW
from tests.commands.town import Town, text_of

HOUR = timedelta(hours=1)


async def announced(town: Town) -> tuple[str, str]:
    """Two sessions that take place: names of the mentor and the admin's are Grace and Margo."""
    group = await town.group()
    grace = await town.person("Grace Specimen")
    await town.link(grace, group, LinkKind.MENTOR)
    margo = await town.person("Margo Admin", admin=True)
    for number, (title, mode) in enumerate((("Closures", Mode.ONLINE), ("Generators", Mode.OFFLINE)), 1):
        start, venue = NOW + number * 24 * HOUR, "Room 4" if mode is Mode.OFFLINE else None
        form = SessionForm(group.id, title, "", mode, start, start + HOUR, venue=venue)
        made = await grace.acts(announcing.announce, form)
        await margo.acts(deciding.verify, made.id, approve=True)
    ada = await town.person("Ada Example")
    await town.link(ada, group)
    for one in (grace, margo, ada):
        town.people[one.identity.name] = one
    return "Closures", "Generators"


async def test_sessions_are_found_by_word_group_and_mode(town: Town) -> None:
    await announced(town)
    ada = town.people["Ada Example"]
    await ada.do("session browse")
    found = await ada.press("Search or filter", mode="OFFLINE")
    assert "Generators" in found
    assert "Closures" not in found
    again = await ada.press("Search or filter", search="closures")
    assert "Closures" in again
    assert "Generators" not in again
    assert "All sessions" in ada.labels()


async def test_to_cancel_the_search_leaves_the_list(town: Town) -> None:
    titles = await announced(town)
    ada = town.people["Ada Example"]
    await ada.do("session browse")
    asked = await ada.asked("Search or filter")
    assert isinstance(asked, Asking)
    back = text_of(await ada.answer(asked, "", Do.CANCEL))
    assert all(title in back for title in titles)


async def test_who_leads_and_who_decides_filter_by_state(town: Town) -> None:
    await announced(town)
    grace, margo = town.people["Grace Specimen"], town.people["Margo Admin"]
    await grace.do("session mine")
    assert "Nothing fits" in await grace.press("Search or filter", status="CANCELLED")
    assert "Closures" in await grace.press("Search or filter", status="SCHEDULED")
    await margo.do("session list")
    assert "Generators" in await margo.press("Search or filter", search="generators", status="SCHEDULED")


async def test_mentors_are_found_by_skill(town: Town) -> None:
    await announced(town)
    grace, ada = town.people["Grace Specimen"], town.people["Ada Example"]
    await grace.do("mentor profile", expertise="Python, SQL", public=True)
    await ada.do("mentor list")
    assert "Grace" in await ada.press("Search or filter", skill="SQL")
    assert "No mentor fits" in await ada.press("Search or filter", skill="Knitting")


async def test_applications_are_filtered_by_their_state(town: Town) -> None:
    await announced(town)
    ada, margo = town.people["Ada Example"], town.people["Margo Admin"]
    form = ApplicationForm("I teach.", ("Rust",), "Why not", 3, (1,), Tier.IG_MENTOR, None)
    made = await ada.acts(mentors.apply, form)
    await margo.acts(mentors.decide, made.id, ApplicationStatus.REJECTED, "Too short.")
    await margo.do("mentor applications")
    assert "Ada" in await margo.press("Search or filter", status="REJECTED")
    assert "Nothing fits" in await margo.press("Search or filter", status="PENDING")


async def test_the_inbox_ends_where_it_ends(town: Town) -> None:
    ada = await town.person("Ada Example")
    assert "There is no page 4" in await ada.do_button("inbox", page=4)
