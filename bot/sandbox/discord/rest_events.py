"""Scheduled events of a guild."""

from datetime import datetime

from bot.sandbox.discord.announcing import SCHEDULED_EVENTS
from bot.sandbox.discord.call import Call, Route
from bot.sandbox.discord.forms import Form, Json, refusal
from bot.sandbox.discord.payloads import event_payload, member_payload, user_payload
from bot.sandbox.discord.permissions import CREATE_EVENTS, MANAGE_EVENTS
from bot.sandbox.discord.records import Guild, ScheduledEvent
from bot.sandbox.discord.rest_common import own_guild

EXTERNAL, MOST = 3, 100
# 1 scheduled may become active or cancelled, 2 active completed; 3 and 4 are final.
STEPS = {1: (1, 2, 4), 2: (2, 3), 3: (3,), 4: (4,)}
KEPT = (
    "name", "description", "channel_id", "entity_type", "entity_metadata", "privacy_level",
    "scheduled_start_time", "scheduled_end_time",
)  # fmt: skip


def create(call: Call) -> Json:
    """Make an event; CREATE_EVENTS is needed since 2026-02-23."""
    guild = own_guild(call, CREATE_EVENTS)
    fields = dict.fromkeys(KEPT) | {key: call.fields[key] for key in KEPT if key in call.fields}
    _check(call, fields)
    if sum(event.status in (1, 2) for event in guild.events.values()) >= MOST:
        raise refusal(30038)
    event = ScheduledEvent(call.scene.snowflakes.next(), guild.id, fields)
    guild.events[event.id] = event
    return _told(call, "GUILD_SCHEDULED_EVENT_CREATE", event)


def _check(call: Call, fields: Json, *, starts_anew: bool = True) -> None:
    form = Form()
    form.length(("name",), fields["name"], 100, 1)
    form.length(("description",), fields["description"], 1000)
    form.one_of(("privacy_level",), fields["privacy_level"], (2,))
    form.one_of(("entity_type",), fields["entity_type"], (1, 2, 3))
    start, end = (_instant(form, key, fields[key]) for key in ("scheduled_start_time", "scheduled_end_time"))
    if start is None:
        form.required(("scheduled_start_time",))
    elif starts_anew and start <= call.scene.now():
        message = "Cannot schedule event in the past."
        form.wrong(("scheduled_start_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", message)
    if start is not None and end is not None and end <= start:
        message = "Cannot schedule event end time before start time."
        form.wrong(("scheduled_end_time",), "GUILD_SCHEDULED_EVENT_END_BEFORE_START", message)
    if fields["entity_type"] == EXTERNAL:
        place = (fields["entity_metadata"] or {}).get("location")
        form.length(("entity_metadata", "location"), place, 100, 1)
        if end is None:
            form.required(("scheduled_end_time",))
    elif not fields["channel_id"]:
        form.required(("channel_id",))
    form.done()


def _instant(form: Form, key: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        form.wrong((key,), "DATE_TIME_TYPE_PARSE", f"Could not parse {text}. Should be ISO8601.")
        return None


def _event(call: Call, guild: Guild) -> ScheduledEvent:
    if call["guild_scheduled_event_id"] not in guild.events:
        raise refusal(10070)
    return guild.events[call["guild_scheduled_event_id"]]


def _told(call: Call, name: str, event: ScheduledEvent) -> Json:
    payload = event_payload(event, call.scene.world.bot)
    call.scene.world.announce(name, payload, guild_id=event.guild_id, intent=SCHEDULED_EVENTS)
    call.scene.bell.tell("event", guild_id=event.guild_id, event_id=event.id)
    return payload


def edit(call: Call) -> Json:
    """Change an event, or move it one status on."""
    guild = own_guild(call, MANAGE_EVENTS)
    event = _event(call, guild)
    changed = event.fields | {key: call.fields[key] for key in KEPT if key in call.fields}
    status = call.fields.get("status") or event.status
    form = Form()
    form.one_of(("status",), status, STEPS[event.status])
    form.done()
    _check(call, changed, starts_anew="scheduled_start_time" in call.fields)
    event.fields, event.status = changed, status
    return _told(call, "GUILD_SCHEDULED_EVENT_UPDATE", event)


def delete(call: Call) -> None:
    """Delete an event."""
    guild = own_guild(call, MANAGE_EVENTS)
    event = guild.events.pop(_event(call, guild).id)
    _told(call, "GUILD_SCHEDULED_EVENT_DELETE", event)


def show(call: Call) -> Json:
    """Return an event."""
    return event_payload(_event(call, own_guild(call)), call.scene.world.bot)


def show_all(call: Call) -> list[Json]:
    """Return the events that are scheduled or active."""
    events = own_guild(call).events.values()
    return [event_payload(each, call.scene.world.bot) for each in events if each.status in (1, 2)]


def show_users(call: Call) -> list[Json]:
    """Return up to 100 users who marked interest, by rising id."""
    guild = own_guild(call)
    event = _event(call, guild)
    after = int(call.query.get("after", 0))
    ids = sorted((each for each in event.interested if int(each) > after), key=int)
    world = call.scene.world
    return [
        {
            "guild_scheduled_event_id": event.id,
            "user": user_payload(world.users[each]),
            "member": member_payload(guild.members[each]) if each in guild.members else None,
        }
        for each in ids[: min(int(call.query.get("limit", 100)), 100)]
    ]


_ALL = "/guilds/{guild_id}/scheduled-events"
_ONE = _ALL + "/{guild_scheduled_event_id}"
ROUTES = [
    Route("GET", _ALL, show_all),
    Route("POST", _ALL, create),
    Route("GET", _ONE, show),
    Route("PATCH", _ONE, edit),
    Route("DELETE", _ONE, delete),
    Route("GET", _ONE + "/users", show_users),
]
