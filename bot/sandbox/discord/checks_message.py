"""Limits of a message: content, embeds, flags, and what Components V2 forbids (platforms.md, Discord)."""

from bot.sandbox.discord.checks_components import check_components
from bot.sandbox.discord.forms import Form, Json, Place
from bot.sandbox.discord.records import COMPONENTS_V2

LEGACY = ("content", "embeds", "poll", "sticker_ids", "stickers")


def check_message(form: Form, body: Json, flags: int) -> None:
    """Check the fields of a new or changed message whose flags will be ``flags``."""
    form.length(("content",), body.get("content"), 2000)
    nonce = body.get("nonce")
    if isinstance(nonce, str):
        form.length(("nonce",), nonce, 25)
    check_embeds(form, body.get("embeds") or [])
    v2 = bool(flags & COMPONENTS_V2)
    if v2:
        for key in LEGACY:
            if body.get(key):
                message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                form.wrong((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    if body.get("components") is not None:
        check_components(form, body["components"], v2=v2)
    form.length(("attachments",), body.get("attachments"), 10)
    for index, each in enumerate(body.get("attachments") or []):
        form.length(("attachments", index, "description"), each.get("description"), 1024)


def check_embeds(form: Form, embeds: list[Json]) -> None:
    """Check up to ten embeds with 6,000 characters in all."""
    form.length(("embeds",), embeds, 10)
    for index, embed in enumerate(embeds):
        _check_embed(form, ("embeds", index), embed)
    if sum(_size(embed) for embed in embeds) > 6000:
        message = "Embed size exceeds maximum size of 6000"
        form.wrong(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message)


def _check_embed(form: Form, at: Place, embed: Json) -> None:
    form.length((*at, "title"), embed.get("title"), 256)
    form.length((*at, "description"), embed.get("description"), 4096)
    form.length((*at, "footer", "text"), (embed.get("footer") or {}).get("text"), 2048)
    form.length((*at, "author", "name"), (embed.get("author") or {}).get("name"), 256)
    form.length((*at, "fields"), embed.get("fields"), 25)
    for index, each in enumerate(embed.get("fields") or []):
        form.length((*at, "fields", index, "name"), each.get("name"), 256, 1)
        form.length((*at, "fields", index, "value"), each.get("value"), 1024, 1)


def _size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for each in embed.get("fields") or []:
        texts += [each.get("name"), each.get("value")]
    return sum(len(text) for text in texts if isinstance(text, str))
