"""Methods that send and fetch files."""

import io
import json
import mimetypes

from PIL import Image, UnidentifiedImageError

from bot.sandbox.telegram import keyboards, wire
from bot.sandbox.telegram.call import Call, Upload
from bot.sandbox.telegram.errors import ApiError, JsonObject, bad_request
from bot.sandbox.telegram.methods_messages import caption, editable, sent
from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.world import Media, World

MAX_PHOTO = 10 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_SIDES = 10_000
MAX_SIDE_RATIO = 20


def send_photo(state: State, call: Call) -> JsonObject:
    """Send a picture with a caption."""
    return _send(state, call, "photo")


def send_document(state: State, call: Call) -> JsonObject:
    """Send a file with a caption."""
    return _send(state, call, "document")


def send_media_group(state: State, call: Call) -> list[JsonObject]:
    """Send 2 to 10 pictures or 2 to 10 files as an album."""
    entries = call.structure("media")
    if not isinstance(entries, list) or not 2 <= len(entries) <= 10:
        raise bad_request("media group must include 2-10 items")
    kinds = {str(entry.get("type")) for entry in entries if isinstance(entry, dict)}
    if kinds not in ({"photo"}, {"document"}):
        raise bad_request("document can't be mixed with other media types")
    album = str(state.world.posts + 1)
    singles = [_single(call, entry) for entry in entries]
    return [_send(state, single, str(single.params["type"]), {"media_group_id": album}) for single in singles]


def edit_message_media(state: State, call: Call) -> object:
    """Put another picture or file, with its caption, into a message."""
    message = editable(state, call)
    entry = call.mapping("media")
    single = _single(call, entry)
    kind = str(entry.get("type"))
    if kind not in ("photo", "document"):
        raise bad_request("unsupported media type")
    media = media_of(state.world, single, kind)
    plain, entities = caption(state, single)
    markup = keyboards.inline_only(call.structure("reply_markup"))
    before = message.text
    message.media, message.text, message.entities, message.markup = media, plain or None, entities, markup
    state.world.edited(message, before)
    return wire.message_json(message)


def get_file(state: State, call: Call) -> JsonObject:
    """Return the path a file is fetched by."""
    file = state.world.files.get(call.text("file_id") or "")
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    size = len(file.content)
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": size, "file_path": file.path}


def media_of(world: World, call: Call, kind: str) -> Media:
    """Return what a parameter names: an uploaded part, an attached part or a file already stored."""
    given = call.text(kind)
    upload = call.uploads.get(kind)
    if upload is None and given and given.startswith("attach://"):
        upload = call.uploads.get(given.removeprefix("attach://"))
    if upload is not None:
        return stored_media(world, kind, upload)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    file = world.files.get(given)
    if file is None:
        # Addresses are not fetched: the stand-in never leaves the machine.
        wrong = "wrong HTTP URL specified" if "://" in given else "wrong remote file identifier specified"
        raise bad_request(f"{wrong}: can't unserialize it. Wrong last symbol")
    if kind == "photo":
        return Media(kind, file, *_measured(file.content))
    return Media(kind, file)


def stored_media(world: World, kind: str, upload: Upload) -> Media:
    """Store an uploaded file; 400 for an empty one or a picture that is none, 413 for too many bytes."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind != "photo":
        mime = upload.mime or mimetypes.guess_type(upload.name or "")[0]
        return Media(kind, world.store_file(upload.content, upload.name, mime, "documents"))
    if len(upload.content) > MAX_PHOTO:
        size = len(upload.content)
        reason = f"file of size {size} bytes is too big for a photo"
        raise bad_request(f"{reason}; the maximum size is {MAX_PHOTO} bytes")
    width, height = _measured(upload.content)
    name = upload.name if upload.name and "." in upload.name else "photo.jpg"
    return Media(kind, world.store_file(upload.content, name, upload.mime, "photos"), width, height)


def _send(state: State, call: Call, kind: str, extras: JsonObject | None = None) -> JsonObject:
    chat = state.writable(call)
    media = media_of(state.world, call, kind)
    plain, entities = caption(state, call)
    extras = dict(extras or {})
    for name in ("has_spoiler", "show_caption_above_media"):
        if call.flag(name):
            extras["has_media_spoiler" if name == "has_spoiler" else name] = True
    return sent(state, call, chat, media=media, text=plain or None, entities=entities, extras=extras)


def _single(call: Call, entry: object) -> Call:
    """Return one entry of a media list as if it had been sent by itself."""
    if not isinstance(entry, dict):
        raise bad_request("can't parse media JSON object")
    kind = str(entry.get("type"))
    params: JsonObject = {name: value for name, value in call.params.items() if name != "media"}
    params.update(entry)
    params[kind] = entry.get("media")
    entities = entry.get("caption_entities")
    if entities is not None and not isinstance(entities, str):
        params["caption_entities"] = json.dumps(entities)
    uploads = dict(call.uploads)
    if "media" in uploads:
        uploads[kind] = uploads["media"]
    return Call(call.method, params, uploads, call.as_form)


def _measured(content: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > MAX_SIDES or max(width, height) > MAX_SIDE_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
