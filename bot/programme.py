"""From the operator's settings to the numbers of the programme."""

from bot.config import Settings
from core.mentors.model import Tier
from core.programme import Programme


def programme(settings: Settings) -> Programme:
    """What the core's rules are parameterised with."""
    admins, sessions = settings.admins, settings.sessions
    return Programme(
        zone=settings.community.timezone.key,
        language=settings.community.language,
        admin_discord_ids=frozenset(map(str, admins.discord_user_ids)),
        admin_telegram_ids=frozenset(map(str, admins.telegram_user_ids)),
        admin_discord_roles=frozenset(map(str, admins.discord_role_ids)),
        approval=sessions.approval == "admin",
        reminders=tuple(sessions.reminders),
        min_notice=sessions.min_notice,
        max_ahead=sessions.max_ahead,
        min_length=sessions.min_length,
        max_length=sessions.max_length,
        feedback_window=sessions.feedback_window,
        extra_minutes=sessions.extra_minutes,
        archive_after=sessions.archive_after,
        sessions_a_day=sessions.most_a_day,
        group_limit=settings.groups.join_limit,
        page_size=sessions.page_size,
        default_tier=Tier(settings.mentors.default_tier),
        ratings_shown_from=settings.mentors.ratings_shown_from,
        catch_up_after=settings.notices.catch_up_after,
        digest_above=settings.notices.digest_above,
        link_code_time=settings.people.link_code_time,
        link_tries=settings.people.link_tries,
        allowed_link_hosts=frozenset(settings.links.allowed_hosts),
    )
