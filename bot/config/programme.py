"""The settings of the programme itself; their defaults are the numbers in italics in the rules."""

from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from bot.config.kinds import (
    Duration,
    Durations,
    Hosts,
    Identifiers,
    Number,
    Section,
    Text,
    Zone,
    duration,
    span,
)


def not_below(info: ValidationInfo, value: timedelta, other: str) -> timedelta:
    """Check a length of time against an earlier key of its section, where that one is valid itself."""
    if other in info.data and value < info.data[other]:
        raise ValueError(f"must not be less than {other}")
    return value


class Community(Section):
    """Who this bot serves."""

    name: Text = Field("Our community", max_length=80, examples=["Example Mentors"])
    timezone: Zone = Field(ZoneInfo("UTC"), examples=["Europe/Berlin"])
    language: Text = Field("en", pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$", examples=["en"])


class Admins(Section):
    """Who is an admin from the first start on, by numeric ids only: names can be taken over."""

    discord_user_ids: Identifiers = Field((), examples=[[123456789012345678]])
    telegram_user_ids: Identifiers = Field((), examples=[[123456789]])
    discord_role_ids: Identifiers = Field((), examples=[[123456789012345678]])


class Groups(Section):
    """Interest groups."""

    join_limit: Number = Field(0, ge=0, le=1000, examples=[3])


class Mentors(Section):
    """Applications and profiles."""

    default_tier: Literal["MENTOR", "IG_MENTOR"] = Field("IG_MENTOR", examples=["IG_MENTOR"])
    ratings_shown_from: Number = Field(3, ge=1, le=100, examples=[3])


class Sessions(Section):
    """Group sessions."""

    approval: Literal["admin", "none"] = Field("admin", examples=["admin"])
    reminders: Durations = Field(
        (duration("24h"), duration("60m"), duration("15m")), max_length=10, examples=[["24h", "60m", "15m"]]
    )
    min_notice: Duration = span("5m", most="30d")
    max_ahead: Duration = span("365d", least="1d", most="730d")
    min_length: Duration = span("15m", least="1m", most="24h")
    max_length: Duration = span("8h", least="1m", most="24h")
    feedback_window: Duration = span("7d", least="1h", most="90d")
    extra_minutes: Number = Field(30, ge=0, le=480, examples=[30])
    archive_after: Duration = span("24h", most="365d")
    most_a_day: Number = Field(50, ge=0, le=1000, examples=[50])
    page_size: Number = Field(10, ge=1, le=25, examples=[10])

    @field_validator("reminders")
    @classmethod
    def _longest_first(cls, value: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
        if any(not timedelta() < before <= duration("30d") for before in value):
            raise ValueError("must be lengths of time of more than 0s and at most 30d")
        return tuple(sorted(set(value), reverse=True))

    @field_validator("max_ahead")
    @classmethod
    def _ahead(cls, value: timedelta, info: ValidationInfo) -> timedelta:
        return not_below(info, value, "min_notice")

    @field_validator("max_length")
    @classmethod
    def _longest(cls, value: timedelta, info: ValidationInfo) -> timedelta:
        return not_below(info, value, "min_length")


class People(Section):
    """Linking accounts, and how fast one person may go."""

    link_code_time: Duration = span("10m", least="1m", most="24h")
    link_tries: Number = Field(5, ge=1, le=20, examples=[5])
    commands_per_minute: Number = Field(30, ge=1, le=10_000, examples=[30])


class Links(Section):
    """Meeting links."""

    allowed_hosts: Hosts = Field((), examples=[["meet.example.org", "zoom.us"]])


class Notices(Section):
    """What people are told after the bot was away."""

    catch_up_after: Duration = span("5m", least="1s", most="1d")
    digest_above: Number = Field(3, ge=1, le=100, examples=[3])


class Drafts(Section):
    """Half-filled commands."""

    expiry: Duration = span("7d", least="1m", most="90d")


class Retention(Section):
    """How long what is no longer needed is kept."""

    inbox: Duration = span("8d", least="2d", most="365d")
    outbox: Duration = span("30d", least="1d", most="3650d")
    audit: Duration = span("365d", least="1d", most="3650d")
