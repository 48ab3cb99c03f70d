"""The numbers of the programme that an operator may change (defaults: rules.md, config.toml)."""

from dataclasses import dataclass
from datetime import timedelta

from core.mentors.model import Tier


@dataclass(frozen=True, slots=True)
class Programme:
    """What the rules are parameterised with."""

    zone: str = "UTC"
    """The community's IANA zone."""
    language: str = "en"
    admin_discord_ids: frozenset[str] = frozenset()
    admin_telegram_ids: frozenset[str] = frozenset()
    admin_discord_roles: frozenset[str] = frozenset()
    approval: bool = True
    """Sessions wait for an admin's approval."""
    reminders: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(minutes=60), timedelta(minutes=15))
    min_notice: timedelta = timedelta(minutes=5)
    max_ahead: timedelta = timedelta(days=365)
    min_length: timedelta = timedelta(minutes=15)
    max_length: timedelta = timedelta(hours=8)
    feedback_window: timedelta = timedelta(days=7)
    extra_minutes: int = 30
    archive_after: timedelta = timedelta(hours=24)
    sessions_a_day: int = 50
    """How many sessions one mentor may announce within a day; 0 is no limit."""
    group_limit: int = 0
    """Groups one person may join as a learner; 0 is no limit."""
    page_size: int = 10
    default_tier: Tier = Tier.IG_MENTOR
    """The tier of a mentor for whom none is named."""
    ratings_shown_from: int = 3
    """From how many ratings on an average is shown."""
    catch_up_after: timedelta = timedelta(minutes=5)
    """How late the clock must be for its reminders to be summed up."""
    digest_above: int = 3
    """Reminders for one person after a downtime that become one digest when there are more."""
    link_code_time: timedelta = timedelta(minutes=10)
    link_tries: int = 5
    allowed_link_hosts: frozenset[str] = frozenset()
    """Empty allows any https host."""
