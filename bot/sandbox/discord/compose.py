"""From a request body to a message: checked, files kept, references to them resolved."""

import mimetypes
from typing import Any
from urllib.parse import quote

from bot.sandbox.discord.call import Call
from bot.sandbox.discord.checks_message import check_message
from bot.sandbox.discord.checks_parts import walk
from bot.sandbox.discord.forms import Form, Json, Place, refusal, without_nulls
from bot.sandbox.discord.payloads import UPLOAD_LIMIT
from bot.sandbox.discord.records import COMPONENTS_V2, Attachment, Message, Upload

SETTABLE = 1 << 2 | 1 << 6 | 1 << 12 | COMPONENTS_V2


def compose(call: Call, message: Message, body: Json, *, at: Place = (), new: bool) -> None:
    """Write a request body into a new or existing message. Raises 50035, 50006 or 40005.

    ``at`` is where the body lies in the request, for the places of errors.
    """
    if body.get("components"):
        body = body | {"components": without_nulls(body["components"])}
    flags = _flags(message, body, new=new)
    form = Form(at)
    _check_conversion(form, message, body, flags)
    check_message(form, body, flags)
    form.done()
    kept = _attachments(call, message, body, new=new)
    _resolve(form, body, kept)
    form.done()
    for key, empty in (("content", ""), ("embeds", []), ("components", [])):
        if key in body:
            setattr(message, key, body[key] if body[key] is not None else empty)
    if "components" in body:
        number_parts(message.components)
    message.attachments, message.flags = kept, flags
    message.allowed_mentions = body.get("allowed_mentions")
    for attachment in kept:
        call.scene.files[attachment.id] = attachment
    if not (message.content or message.embeds or message.components or message.attachments):
        raise refusal(50006)


def _flags(message: Message, body: Json, *, new: bool) -> int:
    """Return the flags to be: on an edit Components V2 can be added but not removed, the rest stays."""
    asked = int(body.get("flags") or 0) & SETTABLE
    if new:
        return asked & ~(1 << 6) | message.flags & 1 << 6
    return message.flags | asked & (COMPONENTS_V2 | 1 << 2)


def _check_conversion(form: Form, message: Message, body: Json, flags: int) -> None:
    """Refuse to make a message V2 while it keeps what V2 forbids."""
    if not flags & COMPONENTS_V2 or message.flags & COMPONENTS_V2:
        return
    for key in ("content", "embeds"):
        if getattr(message, key) and key not in body:
            text = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.wrong((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)


def _attachments(call: Call, message: Message, body: Json, *, new: bool) -> list[Attachment]:
    """Return the attachments to be: those kept by id, then the files uploaded now."""
    told: list[Json] | None = body.get("attachments")
    old = {} if new else {each.id: each for each in message.attachments}
    kept = list(old.values()) if told is None else _picked(old, told)
    described = {str(each["id"]): each for each in told or []}
    for index, upload in sorted(call.files.items()):
        kept.append(keep_file(call, message, upload, described.get(str(index), {})))
    return kept


def _picked(old: dict[str, Attachment], told: list[Json]) -> list[Attachment]:
    """Return the attachments that an edit keeps, in its order; ids may be numbers."""
    return [old[str(each["id"])] for each in told if str(each["id"]) in old]


def keep_file(call: Call, message: Message, upload: Upload, told: Json) -> Attachment:
    """Return an uploaded file as an attachment with an address. Raises 40005 over 10 MiB."""
    if len(upload.content) > UPLOAD_LIMIT:
        raise refusal(40005)
    attachment_id = call.scene.snowflakes.next()
    name = str(told.get("filename") or upload.filename)
    kind = mimetypes.guess_type(name)[0] or upload.content_type
    url = f"{call.base}/attachments/{message.channel_id}/{attachment_id}/{quote(name)}"
    return Attachment(attachment_id, name, upload.content, kind, url, told.get("description"))


def _resolve(form: Form, body: Json, kept: list[Attachment]) -> None:
    """Turn ``attachment://name`` into the file's address wherever media is shown."""
    files = {each.filename: each for each in kept}
    for place, part in walk(("components",), body.get("components") or []):
        for key in ("media", "file"):
            if key in part:
                _resolve_media(form, (*place, key), part[key], files)
        for index, item in enumerate(part.get("items") or []):
            _resolve_media(form, (*place, "items", index, "media"), item["media"], files)
    for index, embed in enumerate(body.get("embeds") or []):
        for key in ("image", "thumbnail"):
            if embed.get(key):
                _resolve_media(form, ("embeds", index, key), embed[key], files)


def _resolve_media(form: Form, at: Place, media: dict[str, Any], files: dict[str, Attachment]) -> None:
    url = str(media.get("url"))
    if not url.startswith("attachment://"):
        media.setdefault("proxy_url", url)
        return
    found = files.get(url.removeprefix("attachment://"))
    if found is None:
        code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
        form.wrong((*at, "url"), code, "The referenced attachment was not found")
        return
    media |= {"url": found.url, "proxy_url": found.url, "attachment_id": found.id}
    media |= {"content_type": found.content_type, "loading_state": 2}


def number_parts(components: list[Json]) -> None:
    """Give every component without an id the next free one, as Discord does."""
    parts = [part for _, part in walk((), components)]
    taken = {part["id"] for part in parts if part.get("id")}
    free = (number for number in range(1, len(parts) + len(taken) + 1) if number not in taken)
    for part in parts:
        if not part.get("id"):
            part["id"] = next(free)
