"""What happens in the world as Server-Sent Events."""

import json
from functools import partial

from aiohttp import web

from bot.sandbox.telegram.changes import Note
from bot.sandbox.telegram.errors import JsonObject
from bot.sandbox.telegram.state import Press
from bot.sandbox.telegram.view import message_view
from bot.sandbox.telegram.world import Message, World

KEEP_ALIVE_SECONDS = 15.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def stream_events(world: World, request: web.Request) -> web.StreamResponse:
    """Stream from `Last-Event-ID` (or `after`, or now) on, until the client goes away."""
    changes = world.changes
    last = int(request.headers.get("Last-Event-ID") or request.query.get("after") or changes.last_number)
    response = web.StreamResponse(headers=HEADERS)
    await response.prepare(request)
    await response.write(b": listening\n\n")
    while True:
        try:
            notes = await changes.wait_for(partial(changes.since, last), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        for note in notes:
            data = json.dumps(event_json(world, note))
            await response.write(f"id: {note.number}\nevent: {note.kind}\ndata: {data}\n\n".encode())
        last = notes[-1].number


def event_json(world: World, note: Note) -> JsonObject:
    """Return the data of an event."""
    message, press = note.facts.get("message"), note.facts.get("press")
    if isinstance(message, Message):
        seen_by = [user.id for user in world.people_in(message.chat)]
        return {"message": message_view(world, message), "seen_by": seen_by}
    if isinstance(press, Press) and press.answer is not None:
        answer = press.answer
        told: JsonObject = {"query": press.query_id, "user": press.user.id}
        return {**told, "text": answer.text, "alert": answer.alert, "url": answer.url}
    return note.facts
