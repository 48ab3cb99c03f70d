"""Interest groups."""

from bot.dialog.kinds import SpotOf
from bot.dialog.text import SpotName, Text, User
from bot.dialog.view import Action, Field, Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button, buttons_a_row, empty_page, joined, named, numbered, paging, strong, user
from core.groups.model import Group, GroupSummary, LinkKind
from core.groups.service import Edited, LeadSet
from core.page import Page


def listed(words: Words, page: Page[GroupSummary], search: str, *, admin: bool) -> View:
    """Active groups, each with the button that joins or leaves it; admins make new ones."""
    none = "groups-none-found" if search else "groups-none-admin" if admin else "groups-none"
    return View(
        title=numbered(words, "groups-title", page),
        lines=empty_page(words, page, none),
        rows=tuple(_row(words, one, buttons_a_row(len(page.items))) for one in page.items),
        actions=(
            *paging(words, page, "group list", {"search": search}),
            *([button(words, "all-groups", "group list")] if search else []),
            button(words, "browse", "session browse"),
            *([button(words, "new-group", "group create")] if admin else []),
        ),
    )


def _row(words: Words, one: GroupSummary, some: int) -> Row:
    said = words.say("group-row", learners=one.learners)
    open_ = button(words, "open", "group show", {"group": one.group.id})
    return Row(
        title=(User(one.group.name),),
        lines=(*_description(one.group), joined((said, _links(words, one)))),
        actions=(_switch(words, one), open_)[:some],
    )


def _description(group: Group) -> tuple[Text, ...]:
    return (user(group.description),) if group.description else ()


def _links(words: Words, one: GroupSummary) -> Text:
    links = [words.say("group-link", link=kind) for kind in LinkKind if kind in one.links]
    return joined(links, ", ")


def _switch(words: Words, one: GroupSummary) -> Action:
    about = {"group": one.group.id}
    if LinkKind.LEARNER in one.links:
        return button(words, "leave-group", "group leave", about)
    return button(words, "join-group", "group join", about, style=Style.PRIMARY)


def shown(words: Words, one: GroupSummary, *, admin: bool) -> View:
    """One group with what a person can do there."""
    about = {"group": one.group.id}
    edit = [button(words, "edit", "group edit", about, seen=one.group.version)] if admin else []
    links = _links(words, one)
    return View(
        title=(User(one.group.name),),
        lines=_description(one.group),
        fields=(
            named(words, "learners", words.say("count", count=one.learners)),
            *([named(words, "you", links)] if links else []),
        ),
        actions=(
            _switch(words, one),
            button(words, "sessions-of-group", "session browse", about),
            button(words, "mentors", "mentor list", about),
            *edit,
        ),
        tone=Tone.PLAIN if one.group.active else Tone.REFUSED,
    )


def joined_group(words: Words, one: GroupSummary) -> View:
    """After joining a group."""
    about = {"group": one.group.id}
    return View(
        title=words.say("group-joined", title=strong(one.group.name)),
        lines=(words.say("group-joined-next"),),
        actions=(
            button(words, "sessions-of-group", "session browse", about, style=Style.PRIMARY),
            button(words, "mentors", "mentor list", about),
            button(words, "groups", "group list"),
            button(words, "leave-group", "group leave", about),
        ),
        tone=Tone.GOOD,
    )


def left(words: Words, one: GroupSummary) -> View:
    """After leaving a group."""
    return View(
        title=words.say("group-left", title=strong(one.group.name)),
        lines=(words.say("group-left-next"),),
        actions=(
            button(words, "groups", "group list"),
            button(words, "join-again", "group join", {"group": one.group.id}),
        ),
    )


def created(words: Words, group: Group) -> View:
    """After a group was made."""
    return _admin_card(words, group, words.say("group-created", title=strong(group.name), number=group.id))


def edited(words: Words, now_so: Edited) -> View:
    """After a group was changed, or was so already."""
    said = words.say("group-edited", title=strong(now_so.group.name))
    return _admin_card(words, now_so.group, said if now_so.changed else words.say("unchanged"))


def to_edit(words: Words, one: GroupSummary) -> View:
    """What can be changed of a group, a button each."""
    return _admin_card(words, one.group, words.say("group-to-edit", title=strong(one.group.name)))


_PARTS = ("name", "description", "role", "channel", "chat")


def _admin_card(words: Words, group: Group, lead: Text) -> View:
    about = {"group": group.id}
    parts = [
        button(words, f"edit-{part}", f"group-edit-{part}", about, seen=group.version) for part in _PARTS
    ]
    key, style = ("switch-off", Style.DANGER) if group.active else ("switch-on", Style.GOOD)
    switch = {**about, "active": not group.active}
    return View(
        title=lead,
        lines=_description(group),
        fields=(
            named(words, "active", words.say("yes" if group.active else "no")),
            *_spots(words, group),
        ),
        actions=(
            *parts,
            button(words, "set-lead", "group lead", about),
            button(words, key, "group edit", switch, style=style, seen=group.version),
            button(words, "groups", "group list"),
        ),
    )


def _spots(words: Words, group: Group) -> tuple[Field, ...]:
    spots = {
        "discord-role": (SpotOf.DISCORD_ROLE, group.discord_role_id),
        "discord-channel": (SpotOf.DISCORD_CHANNEL, group.discord_channel_id),
        "telegram-chat": (SpotOf.TELEGRAM_CHAT, group.telegram_chat_id),
    }
    return tuple(
        named(words, key, (SpotName(of, spot),) if spot else words.say("spot-none"))
        for key, (of, spot) in spots.items()
    )


def lead_set(words: Words, changed: LeadSet) -> View:
    """After somebody became lead of a group, or is one no longer."""
    group, person, lead = changed.group, changed.person, changed.lead
    about = {"group": group.id, "person": person.id, "lead": not lead}
    key = "undo-lead" if lead else "set-lead"
    return View(
        title=words.say("lead-set", name=person.name, group=group.name, lead=lead),
        lines=(words.say("lead-set-next", lead=lead),),
        actions=(
            button(words, key, "group lead", about),
            button(words, "open-group", "group show", {"group": group.id}),
        ),
        tone=Tone.GOOD,
    )
