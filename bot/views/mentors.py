"""Mentors as learners find them and as admins change them."""

from bot.dialog.text import Link, Text, User
from bot.dialog.view import Action, Field, Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import (
    button,
    empty_page,
    joined,
    named,
    names,
    numbered,
    paging,
    searching_again,
    strong,
    user,
)
from core.mentors.discovery import MentorView, Wanted
from core.mentors.model import Mentor, MentorFigures, MentorStatus, ProfileForm
from core.page import Page
from core.people.model import Actor


def discovered(words: Words, page: Page[Mentor], wanted: Wanted) -> View:
    """Approved and public mentors by name."""
    kept = {"search": wanted.search, "skill": wanted.skill, "group": wanted.group_id, "saved": wanted.saved}
    searching = any(kept.values())
    nobody = "mentors-none-saved" if wanted.saved else "mentors-none-found" if searching else "mentors-none"
    return View(
        title=numbered(words, "mentors-title-saved" if wanted.saved else "mentors-title", page),
        lines=empty_page(words, page, nobody),
        rows=tuple(_row(words, one) for one in page.items),
        actions=(
            *paging(words, page, "mentor list", kept),
            *searching_again(words, page, "find-mentors", searching=searching),
            *([button(words, "all-mentors", "mentor list")] if searching else []),
            *([] if wanted.saved else [button(words, "saved-mentors", "mentor list", {"saved": True})]),
            *(
                []
                if page.items or wanted.saved
                else [button(words, "apply", "mentor apply", style=Style.PRIMARY)]
            ),
        ),
    )


def _row(words: Words, one: Mentor) -> Row:
    profile = one.profile
    skills = names(profile.expertise[:6])
    return Row(
        title=(User(one.name),),
        lines=tuple(line for line in (user(profile.headline), skills) if line),
        actions=(button(words, "show-mentor", "mentor show", {"mentor": one.person_id}),),
    )


def public_profile(words: Words, view: MentorView, viewer: Actor) -> View:
    """A mentor's public profile; never with what is meant for those who booked."""
    mentor, profile = view.mentor, view.mentor.profile
    groups = tuple(group.name for group in view.groups)
    return View(
        title=(User(mentor.name),),
        lines=tuple(user(line) for line in (profile.headline, profile.about) if line),
        fields=(
            *([named(words, "groups", names(groups))] if groups else []),
            *work(words, profile),
            named(words, "done", figures(words, view.figures)),
            *_standing(words, mentor),
        ),
        actions=(
            *[
                button(
                    words,
                    "sessions-of",
                    "session browse",
                    {"group": group.id},
                    group=group.name[:20],
                )
                for group in view.groups[:3]
            ],
            *([] if viewer.id == mentor.person_id else [_saving(words, view)]),
            button(words, "mentors", "mentor list"),
            *(_admin_actions(words, mentor) if viewer.admin else ()),
        ),
    )


def _saving(words: Words, view: MentorView) -> Action:
    about = {"mentor": view.mentor.person_id, "saved": not view.saved}
    return button(words, "let-go-mentor" if view.saved else "save-mentor", "mentor-save", about)


def work(words: Words, profile: ProfileForm) -> tuple[Field, ...]:
    """Skills, work, place and links, as far as they are told."""
    skills = names(profile.expertise)
    links = joined(((Link(one, one),) for one in profile.links), " ")
    years = words.say("years", years=profile.years) if profile.years is not None else None
    at = joined((user(profile.job_title), user(profile.company)), ", ")
    return tuple(
        named(words, key, value)
        for key, value in (
            ("expertise", skills),
            ("job", at),
            ("years", years),
            ("location", user(profile.location)),
            ("links", links),
        )
        if value
    )


def figures(words: Words, found: MentorFigures) -> Text:
    """Sessions held, learners, and the rating once there are enough."""
    rating = None if found.rating is None else round(found.rating, 1)
    return words.say(
        "mentor-done",
        sessions=found.sessions_held,
        learners=found.learners,
        rating=rating,
        ratings=found.ratings,
    )


def _standing(words: Words, mentor: Mentor) -> tuple[Field, ...]:
    if mentor.status is MentorStatus.ACTIVE and mentor.profile.public:
        return ()
    said = words.say("mentor-standing", status=mentor.status, public=mentor.profile.public)
    return (named(words, "state", said),)


def _admin_actions(words: Words, mentor: Mentor) -> tuple[Action, ...]:
    about = {"mentor": mentor.person_id}
    pause = button(words, "pause-mentor", "mentor pause", about)
    resume = button(words, "resume-mentor", "mentor resume", about, style=Style.GOOD)
    revoke = button(words, "revoke-mentor", "mentor revoke", about, style=Style.DANGER)
    return {
        MentorStatus.ACTIVE: (pause, revoke),
        MentorStatus.PAUSED: (resume, revoke),
        MentorStatus.REVOKED: (),
    }[mentor.status]


def assigned(words: Words, mentor: Mentor) -> View:
    """After an admin made somebody a mentor."""
    return View(
        title=words.say("mentor-assigned", name=strong(mentor.name)),
        lines=(words.say("mentor-assigned-next"),),
        actions=(button(words, "show-mentor", "mentor show", {"mentor": mentor.person_id}),),
        tone=Tone.GOOD,
    )


def status_changed(words: Words, mentor: Mentor) -> View:
    """After a mentor was paused, brought back or revoked."""
    return View(
        title=words.say("mentor-status-changed", name=strong(mentor.name), status=mentor.status),
        lines=(words.say("mentor-status-next", status=mentor.status),),
        actions=(
            button(words, "show-mentor", "mentor show", {"mentor": mentor.person_id}),
            *_admin_actions(words, mentor),
        ),
        tone=Tone.GOOD if mentor.status is MentorStatus.ACTIVE else Tone.CARE,
    )
