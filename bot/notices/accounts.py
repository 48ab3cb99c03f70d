"""About a person's own accounts and roles."""

from bot.dialog.view import Style, Tone, View
from bot.notices.notice import Reader, notice
from bot.views.parts import button
from core.facts import AccountsLinked, AccountUnlinked, AdminChanged, LeadChanged, LinkCodeEntered
from core.groups.model import LinkKind
from core.notices.outcomes import Pointless
from core.people.model import LinkState, Platform


@notice(AccountsLinked)
def accounts_linked(fact: AccountsLinked, reader: Reader) -> View:
    """Two accounts are one person's now."""
    platform = Platform(fact.platform)
    return View(
        title=reader.say("notice-accounts-linked", platform=platform, name=fact.name),
        lines=(reader.say("notice-accounts-linked-next"),),
        actions=(button(reader.words, "settings", "settings"), button(reader.words, "home", "home")),
        tone=Tone.GOOD,
    )


@notice(AccountUnlinked)
def account_unlinked(fact: AccountUnlinked, reader: Reader) -> View:
    """An account is a person of its own again."""
    platform = Platform(fact.platform)
    return View(
        title=reader.say("notice-account-unlinked", platform=platform, name=fact.name),
        lines=(reader.say("notice-account-unlinked-next"),),
        actions=(button(reader.words, "settings", "settings"), button(reader.words, "link", "link")),
        tone=Tone.CARE,
    )


@notice(LinkCodeEntered)
def link_code_entered(fact: LinkCodeEntered, reader: Reader) -> View | Pointless:
    """Somebody entered this person's code elsewhere: is that them?"""
    code = reader.uow.people.code_by_id(fact.code_id)
    if code is None or code.state is not LinkState.ENTERED:
        return Pointless("the code was answered")
    if reader.now >= code.expires_at:
        return Pointless("the code expired")
    who = reader.uow.people.get(code.entered_by) if code.entered_by is not None else None
    if who is None or who.erased_at is not None:
        return Pointless("who entered the code is there no longer")
    about = {"code": fact.code_id}
    return View(
        title=reader.say("notice-link-code-entered"),
        lines=(
            reader.say("notice-link-code-entered-by", platform=Platform(fact.platform), name=who.name),
            reader.say("notice-link-code-entered-next"),
        ),
        actions=(
            button(reader.words, "link-confirm", "link-confirm", about, style=Style.GOOD),
            button(reader.words, "link-refuse", "link-refuse", about, style=Style.DANGER),
        ),
        tone=Tone.CARE,
    )


@notice(AdminChanged)
def admin_changed(fact: AdminChanged, reader: Reader) -> View | Pointless:
    """Somebody was made an admin, or is one no longer."""
    if (reader.person.id in reader.uow.people.admins()) is not fact.admin:
        return Pointless("that was changed again")
    key = "notice-admin-made" if fact.admin else "notice-admin-unmade"
    first = button(reader.words, "approvals", "approvals", style=Style.PRIMARY)
    return View(
        title=reader.say(key),
        lines=(reader.say(f"{key}-next"),),
        actions=(*([first] if fact.admin else []), button(reader.words, "home", "home")),
        tone=Tone.GOOD if fact.admin else Tone.PLAIN,
    )


@notice(LeadChanged)
def lead_changed(fact: LeadChanged, reader: Reader) -> View | Pointless:
    """Somebody was made lead of a group, or is one no longer."""
    group = reader.uow.groups.get(fact.group_id)
    links = reader.uow.groups.links(reader.person.id).get(fact.group_id, frozenset())
    if group is None or (LinkKind.LEAD in links) is not fact.lead:
        return Pointless("that was changed again")
    key = "notice-lead-made" if fact.lead else "notice-lead-unmade"
    first = button(reader.words, "approvals", "approvals", style=Style.PRIMARY)
    return View(
        title=reader.say(key, group=group.name),
        lines=(reader.say(f"{key}-next"),),
        actions=(*([first] if fact.lead else []), button(reader.words, "home", "home")),
        tone=Tone.GOOD if fact.lead else Tone.PLAIN,
    )
