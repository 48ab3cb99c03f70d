"""A mentor's own profile."""

from bot.dialog.text import Link, Text
from bot.dialog.view import Style, Tone, View
from bot.dialog.wording import Words
from bot.views.mentors import work
from bot.views.parts import button, joined, named, names, user
from core.mentors.profile import OwnProfile

_PARTS = ("headline", "about", "skills", "work", "links", "groups", "rate", "visibility", "clear")


def own_profile(words: Words, own: OwnProfile) -> View:
    """The profile with its completeness and a button for each part."""
    mentor, profile = own.mentor, own.mentor.profile
    parts = tuple(
        button(words, f"profile-{part}", f"profile-{part}", seen=None if part == "groups" else mentor.version)
        for part in _PARTS
    )
    link = profile.meeting_link
    missing = joined((words.say(f"profile-part-{part.replace('_', '-')}") for part in own.missing), ", ")
    rate = words.say("rate", rate=profile.rate, currency=profile.currency)
    return View(
        title=_title(words, own),
        lines=(
            words.say("profile-complete", percent=own.percent, missing=missing or None),
            *(user(line) for line in (profile.headline, profile.about) if line),
        ),
        fields=(
            named(words, "groups", names(tuple(group.name for group in own.groups)) or words.say("none")),
            *work(words, profile),
            *([named(words, "meeting-link", (Link(link, link),))] if link else []),
            *([named(words, "rate", rate)] if profile.rate is not None else []),
            named(words, "visibility", words.say("visibility", public=profile.public)),
        ),
        actions=(
            *parts,
            button(words, "public-profile", "mentor show", {"mentor": mentor.person_id}),
            button(words, "new-session", "session create", style=Style.PRIMARY),
        ),
        tone=Tone.GOOD if own.changed else Tone.PLAIN,
    )


def _title(words: Words, own: OwnProfile) -> Text:
    if own.changed is False:
        return words.say("unchanged")
    return words.say("profile-title", changed=bool(own.changed))
