"""The whole of the settings, and the sections that are about machines rather than about the programme."""

from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, PrivateAttr, SecretStr, ValidationInfo, field_validator

from bot.config import programme
from bot.config.kinds import (
    DatabaseUrl,
    Identifiers,
    Number,
    Secret,
    Section,
    SecureAddress,
    Stripped,
    Text,
    Upper,
    WebAddress,
)

DISCORD_API = "https://discord.com/api/v10"
TELEGRAM_API = "https://api.telegram.org/bot"

Port = Annotated[Number, Field(ge=0, le=65535)]


class Discord(Section):
    """The Discord face; without a token it stays off."""

    token: Secret | None = Field(None, examples=["the bot's token"])
    api_url: WebAddress = Field(DISCORD_API, examples=[DISCORD_API])
    guild_ids: Identifiers = Field((), examples=[[123456789012345678]])
    members_intent: bool = Field(default=False, examples=[False])
    shard_count: Annotated[Number, Field(ge=1, le=1000)] | None = Field(None, examples=[2])


class Telegram(Section):
    """The Telegram face; without a token it stays off."""

    token: Secret | None = Field(None, examples=["the bot's token"])
    api_url: WebAddress = Field(TELEGRAM_API, examples=[TELEGRAM_API])
    mode: Annotated[Literal["polling", "webhook"], Stripped] = Field("polling", examples=["polling"])
    webhook_url: SecureAddress | None = Field(None, examples=["https://bot.example.org/telegram"])
    webhook_secret: Annotated[Secret, Field(max_length=256)] | None = Field(
        None, examples=["40-random-letters-and-digits"]
    )

    @field_validator("webhook_url", "webhook_secret")
    @classmethod
    def _needed_for_webhook(cls, value: object, info: ValidationInfo) -> object:
        if value is None and info.data.get("mode") == "webhook":
            raise ValueError('is needed with telegram.mode = "webhook"')
        return value


class Database(Section):
    """Where everything is kept. The address may hold a password, so it is a secret."""

    url: DatabaseUrl = Field(
        SecretStr("sqlite+aiosqlite:///data/mentorbot.sqlite3"),
        examples=["sqlite+aiosqlite:///data/mentorbot.sqlite3"],
    )


class Http(Section):
    """The small server for health, figures and the webhook; port 0 takes any free one."""

    host: Text = Field("127.0.0.1", examples=["127.0.0.1"])
    port: Port = Field(8080, examples=[8080])


class Log(Section):
    """What is logged, and how."""

    level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], Upper] = Field(
        "INFO", examples=["INFO"]
    )
    format: Annotated[Literal["console", "json"], Stripped] = Field("console", examples=["json"])


class Sandbox(Section):
    """The page to play on, when no platform is configured; port 0 takes any free one."""

    port: Port = Field(8765, examples=[8765])


class Settings(Section):
    """Everything the operator can set; made by `load`, immutable."""

    community: programme.Community = programme.Community()
    discord: Discord = Discord()
    telegram: Telegram = Telegram()
    database: Database = Database()
    admins: programme.Admins = programme.Admins()
    groups: programme.Groups = programme.Groups()
    mentors: programme.Mentors = programme.Mentors()
    sessions: programme.Sessions = programme.Sessions()
    people: programme.People = programme.People()
    links: programme.Links = programme.Links()
    notices: programme.Notices = programme.Notices()
    drafts: programme.Drafts = programme.Drafts()
    http: Http = Http()
    log: Log = Log()
    retention: programme.Retention = programme.Retention()
    sandbox: Sandbox = Sandbox()

    _found: tuple[str, ...] = PrivateAttr(())
    """What was noticed while reading, told by `warnings`."""

    @property
    def found(self) -> tuple[str, ...]:
        """Sentences about what was noticed while these settings were read."""
        return self._found

    def note(self, sentence: str) -> None:
        """Keep what was noticed while reading."""
        self._found = (*self._found, sentence)

    @property
    def faces(self) -> tuple[str, ...]:
        """The platforms that have a token: these start."""
        return tuple(name for name in ("discord", "telegram") if getattr(self, name).token is not None)

    def secrets(self) -> tuple[str, ...]:
        """Every secret value, for the log's redaction and for nothing else."""
        return tuple(sorted(set(self._secrets()), key=len, reverse=True))

    def _secrets(self) -> Iterator[str]:
        for name in type(self).model_fields:
            section = getattr(self, name)
            for key in type(section).model_fields:
                value = getattr(section, key)
                if isinstance(value, SecretStr) and section is not self.database:
                    yield value.get_secret_value()
        password = urlsplit(self.database.url.get_secret_value()).password
        if password:
            yield from {password, unquote(password)}
