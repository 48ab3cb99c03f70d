"""A mentor's own profile (rules.md §3)."""

from typing import Any

from bot.commands import gates, sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, option, pick
from bot.dialog.kinds import Confirm, LongText, Number, OneOf, ShortText, YesNo
from bot.dialog.view import View
from bot.views import profile as views
from core.mentors import profile as service
from core.mentors.profile import ProfileChange, ProfilePart

LINE = ShortText(longest=120)
SKILLS = ShortText(longest=400)
ABOUT = LongText(longest=1000)
LINK = ShortText(longest=500)
YEARS = Number(0, 80)
RATE = Number(0, 1_000_000)
CURRENCY = ShortText(longest=20)
"""Three letters; whoever writes a word hears that, not that it is too long."""
PART: Any = {"ready": gates.may_edit_profile, "card": "mentor profile"}
"""What all buttons of the card have in common."""


@command("mentor profile", telegram="profile", who=Who.MENTOR)
async def profile(
    call: Call,
    headline: str | None = option(LINE),
    about: str | None = option(ABOUT),
    expertise: str | None = option(SKILLS, check=gates.skills),
    company: str | None = option(LINE),
    job_title: str | None = option(LINE),
    years: int | None = option(YEARS),
    location: str | None = option(LINE),
    links: str | None = option(LINK, check=gates.public_links),
    meeting_link: str | None = option(LINK, check=gates.meeting_link),
    rate: int | None = option(RATE),
    currency: str | None = option(CURRENCY, check=gates.currency),
    public: bool | None = option(YesNo()),
) -> View:
    """Change what is given; with nothing given, show the profile with a button for each part."""
    change = ProfileChange(
        headline=headline,
        about=about,
        expertise=expertise,
        company=company,
        job_title=job_title,
        years=years,
        location=location,
        links=links,
        meeting_link=meeting_link,
        rate=rate,
        currency=currency,
        public=public,
    )
    if change == ProfileChange():
        found = await call.read(service.profile_of)
        return views.own_profile(call.words, found)
    return await _change(call, change)


@command("profile-headline", telegram="profile_headline", who=Who.MENTOR, menu=False, **PART)
async def headline(call: Call, headline: str = ask(LINE)) -> View:
    """Change the headline."""
    return await _change(call, ProfileChange(headline=headline))


@command("profile-about", telegram="profile_about", who=Who.MENTOR, menu=False, **PART)
async def about(call: Call, about: str = ask(ABOUT)) -> View:
    """Change the text about oneself."""
    return await _change(call, ProfileChange(about=about))


@command("profile-skills", telegram="profile_skills", who=Who.MENTOR, menu=False, **PART)
async def skills(call: Call, expertise: str = ask(SKILLS, check=gates.skills)) -> View:
    """Change the skills."""
    return await _change(call, ProfileChange(expertise=expertise))


@command("profile-work", telegram="profile_work", who=Who.MENTOR, menu=False, **PART)
async def work(
    call: Call,
    company: str | None = ask(LINE, optional=True),
    job_title: str | None = ask(LINE, optional=True),
    years: int | None = ask(YEARS, optional=True),
    location: str | None = ask(LINE, optional=True),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Change company, job title, years of experience and location."""
    return await _change(
        call, ProfileChange(company=company, job_title=job_title, years=years, location=location)
    )


@command("profile-links", telegram="profile_links", who=Who.MENTOR, menu=False, **PART)
async def links(
    call: Call,
    links: str | None = ask(LINK, optional=True, check=gates.public_links),
    meeting_link: str | None = ask(LINK, optional=True, check=gates.meeting_link),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Change the public links and the usual meeting link."""
    return await _change(call, ProfileChange(links=links, meeting_link=meeting_link))


@command("profile-clear", telegram="profile_clear", who=Who.MENTOR, menu=False, **PART)
async def clear(call: Call, part: ProfilePart = ask(OneOf(ProfilePart))) -> View:
    """Take away what the profile tells no more."""
    done = await call.write(service.clear_part, part, seen=call.seen)
    return views.own_profile(call.words, done)


@command("profile-visibility", telegram="profile_visibility", who=Who.MENTOR, menu=False, **PART)
async def visibility(call: Call, public: bool = ask(YesNo())) -> View:
    """Be found by learners, or not."""
    return await _change(call, ProfileChange(public=public))


@command("profile-groups", telegram="profile_groups", who=Who.MENTOR, menu=False, **PART)
async def groups(call: Call, groups: tuple[int, ...] = pick(sources.active_groups, many=True)) -> View:
    """Change the groups the person mentors: the real links."""
    done = await call.write(service.change_groups, groups)
    return views.own_profile(call.words, done)


@command("profile-rate", telegram="profile_rate", who=Who.MENTOR, menu=False, **PART)
async def rate(
    call: Call,
    rate: int = ask(RATE),
    currency: str | None = ask(CURRENCY, optional=True, check=gates.currency),
) -> View:
    """Change the rate: a figure only, no payment is made."""
    return await _change(call, ProfileChange(rate=rate, currency=currency))


async def _change(call: Call, change: ProfileChange) -> View:
    done = await call.write(service.edit_profile, change, seen=call.seen)
    return views.own_profile(call.words, done)
