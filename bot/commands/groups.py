"""Interest groups: list, join, leave; create and edit for admins (rules.md §2)."""

from bot.commands import gates, sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, option, pick
from bot.dialog.kinds import LongText, Number, PersonPick, ShortText, Spot, SpotOf, YesNo
from bot.dialog.view import View
from bot.views import groups as views
from core.groups import service
from core.permissions import Action

ROLE = Spot(SpotOf.DISCORD_ROLE)
CHANNEL = Spot(SpotOf.DISCORD_CHANNEL)
CHAT = Spot(SpotOf.TELEGRAM_CHAT)
NUMBER = Number(1, 2**31)
NAME = ShortText(longest=75)
DESCRIPTION = LongText(longest=500)


@command("group list", telegram="groups")
async def list_groups(
    call: Call, search: str = option(ShortText(), ""), page: int = hidden(Number(1, 10_000), 1)
) -> View:
    """Active groups, with what joins and leaves them."""
    found = await call.read(service.list_groups, search, page)
    return views.listed(call.words, found, search, admin=call.actor.admin)


@command("group show", telegram="group", reads=True)
async def show_group(call: Call, group: int = pick(sources.active_groups)) -> View:
    """One group with what can be done there."""
    found = await call.read(service.show_group, group)
    return views.shown(call.words, found, admin=call.actor.admin)


@command("group join", telegram="joingroup")
async def join_group(
    call: Call, group: int = pick(sources.groups_to_join, wider=sources.active_groups)
) -> View:
    """Become a learner of a group."""
    done = await call.write(service.join_group, group)
    return views.joined_group(call.words, done)


@command("group leave", telegram="leavegroup")
async def leave_group(
    call: Call, group: int = pick(sources.groups_to_leave, wider=sources.active_groups)
) -> View:
    """Stop being a learner of a group."""
    done = await call.write(service.leave_group, group)
    return views.left(call.words, done)


@command("group create", telegram="newgroup", who=Who.ADMIN, ready=gates.admins(Action.GROUP_CREATE, "group"))
async def create_group(
    call: Call,
    name: str = ask(NAME, check=gates.name),
    description: str = ask(DESCRIPTION, optional=True, default=""),
    discord_role: str | None = ask(ROLE, optional=True, check=gates.place),
    discord_channel: str | None = ask(CHANNEL, optional=True, check=gates.place),
    telegram_chat: str | None = ask(CHAT, optional=True, check=gates.place),
) -> View:
    """Make a group, with the places where its cards are posted."""
    spots = service.Spots(discord_role, discord_channel, telegram_chat)
    made = await call.write(service.create_group, name, description, spots)
    return views.created(call.words, made)


@command("group edit", telegram="editgroup", reads=True, who=Who.ADMIN)
async def edit_group(
    call: Call,
    group: int = pick(sources.all_groups),
    name: str | None = option(NAME),
    description: str | None = option(DESCRIPTION),
    discord_role: str | None = option(ROLE),
    discord_channel: str | None = option(CHANNEL),
    telegram_chat: str | None = option(CHAT),
    active: bool | None = option(YesNo()),
) -> View:
    """Change what is given; with nothing given, show what can be changed."""
    spots = service.Spots(discord_role, discord_channel, telegram_chat)
    change = service.GroupChange(name, description, spots, active)
    if change.empty:
        found = await call.read(service.show_group, group)
        return views.to_edit(call.words, found)
    return await _change(call, group, change)


@command("group-edit-name", telegram="group_name", who=Who.ADMIN, menu=False, card="group edit")
async def edit_name(
    call: Call,
    group: int = hidden(NUMBER, check=gates.group_to_edit),
    name: str = ask(NAME, check=gates.name),
) -> View:
    """Rename a group."""
    return await _change(call, group, service.GroupChange(name=name))


@command("group-edit-description", telegram="group_description", who=Who.ADMIN, menu=False, card="group edit")
async def edit_description(
    call: Call, group: int = hidden(NUMBER, check=gates.group_to_edit), description: str = ask(DESCRIPTION)
) -> View:
    """Say what a group is about."""
    return await _change(call, group, service.GroupChange(description=description))


@command("group-edit-role", telegram="group_role", who=Who.ADMIN, menu=False, card="group edit")
async def edit_role(
    call: Call,
    group: int = hidden(NUMBER, check=gates.group_to_edit),
    discord_role: str = ask(ROLE, check=gates.place),
) -> View:
    """Map a group to a Discord role."""
    return await _place(call, group, service.Spots(discord_role=discord_role))


@command("group-edit-channel", telegram="group_channel", who=Who.ADMIN, menu=False, card="group edit")
async def edit_channel(
    call: Call,
    group: int = hidden(NUMBER, check=gates.group_to_edit),
    discord_channel: str = ask(CHANNEL, check=gates.place),
) -> View:
    """Choose the Discord channel of a group's cards."""
    return await _place(call, group, service.Spots(discord_channel=discord_channel))


@command("group-edit-chat", telegram="group_chat", who=Who.ADMIN, menu=False, card="group edit")
async def edit_chat(
    call: Call,
    group: int = hidden(NUMBER, check=gates.group_to_edit),
    telegram_chat: str = ask(CHAT, check=gates.place),
) -> View:
    """Choose the Telegram chat of a group's cards."""
    return await _place(call, group, service.Spots(telegram_chat=telegram_chat))


@command("group lead", telegram="lead", who=Who.ADMIN, ready=gates.admins(Action.GROUP_LEAD, "group"))
async def set_lead(
    call: Call,
    group: int = pick(sources.active_groups, check=gates.group_to_lead),
    person: int = ask(PersonPick()),
    lead: bool = option(YesNo(), default=True),
) -> View:
    """Make somebody lead of a group, or no longer."""
    changed = await call.write(service.set_lead, group, person, lead)
    return views.lead_set(call.words, changed)


async def _place(call: Call, group: int, spots: service.Spots) -> View:
    return await _change(call, group, service.GroupChange(spots=spots))


async def _change(call: Call, group: int, change: service.GroupChange) -> View:
    edited = await call.write(service.edit_group, group, change, seen=call.seen)
    return views.edited(call.words, edited)
