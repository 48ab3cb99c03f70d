"""Answering interactions: the callback, the original answer, follow-ups."""

import asyncio

from bot.sandbox.discord.call import Call, Route
from bot.sandbox.discord.checks_modal import check_modal
from bot.sandbox.discord.compose import compose, number_parts
from bot.sandbox.discord.forms import Form, Json, refusal, without_nulls
from bot.sandbox.discord.interaction import (
    CHOICES,
    DEFER,
    DEFER_UPDATE,
    MAY_ANSWER,
    MESSAGE,
    MODAL,
    UPDATE,
    Interaction,
    Modal,
)
from bot.sandbox.discord.interaction_payloads import metadata
from bot.sandbox.discord.records import EPHEMERAL, LOADING, Message, User


def callback(call: Call) -> Json | None:
    """Take the first answer to an interaction. Raises 10062 when late or unknown, 40060 when second."""
    interaction = _awaited(call)
    kind = int(call.fields.get("type") or 0)
    form = Form()
    if not form.one_of(("type",), kind, MAY_ANSWER[interaction.kind]):
        form.done()
    if kind in (UPDATE, DEFER_UPDATE) and interaction.source is None:
        form.one_of(("type",), kind, (MESSAGE, DEFER))
        form.done()
    data = call.fields.get("data") or {}
    _TAKE[kind](call, interaction, data)
    interaction.callback = kind
    call.scene.interactions.told(interaction)
    return _resource(call, interaction) if call.asks("with_response") else None


def _awaited(call: Call) -> Interaction:
    interaction = call.scene.interactions.find(call["interaction_token"])
    if interaction is None or interaction.id != call["interaction_id"]:
        raise refusal(10062)
    if interaction.callback is not None:
        raise refusal(40060)
    if asyncio.get_running_loop().time() > interaction.deadline:
        interaction.late_answers += 1
        raise refusal(10062)
    return interaction


def _message(call: Call, interaction: Interaction, data: Json) -> None:
    message = _answer(call, interaction, int(data.get("flags") or 0))
    compose(call, message, data, at=("data",), new=True)
    interaction.original = call.scene.posts.post(message)


def _answer(call: Call, interaction: Interaction, flags: int) -> Message:
    """Return a new message of the bot in answer to an interaction; ephemeral stays ephemeral."""
    message = call.scene.posts.make(interaction.channel, call.scene.world.bot)
    message.webhook_id = call.scene.application_id
    message.interaction = metadata(interaction, _target(call, interaction))
    if flags & EPHEMERAL:
        message.flags |= EPHEMERAL
        message.only_for = interaction.user.id
    return message


def _target(call: Call, interaction: Interaction) -> Message | User | None:
    target_id = str(interaction.data.get("target_id"))
    return call.scene.world.users.get(target_id) or interaction.channel.messages.get(target_id)


def _defer(call: Call, interaction: Interaction, data: Json) -> None:
    flags = int(data.get("flags") or 0)
    if flags & ~EPHEMERAL:
        form = Form(("data",))
        form.one_of(("flags",), flags, (0, EPHEMERAL))
        form.done()
    message = _answer(call, interaction, flags)
    message.flags |= LOADING
    interaction.original = call.scene.posts.post(message)


def _update(call: Call, interaction: Interaction, data: Json) -> None:
    source = _source(interaction)
    compose(call, source, data, at=("data",), new=False)
    interaction.original = source
    call.scene.posts.edited(source)


def _defer_update(_call: Call, interaction: Interaction, _data: Json) -> None:
    interaction.original = _source(interaction)


def _source(interaction: Interaction) -> Message:
    if interaction.source is None or interaction.source.deleted:
        raise refusal(10008)
    return interaction.source


def _choices(_call: Call, interaction: Interaction, data: Json) -> None:
    form = Form(("data",))
    choices = data.get("choices")
    form.length(("choices",), choices, 25)
    for index, choice in enumerate(choices or []):
        at = ("choices", index)
        form.length((*at, "name"), choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            form.length((*at, "value"), choice["value"], 100, 1)
        elif choice.get("value") is None:
            form.required((*at, "value"))
    form.done()
    interaction.choices = tuple(choices or [])


def _modal(_call: Call, interaction: Interaction, data: Json) -> None:
    form = Form(("data",))
    data = without_nulls(data)
    check_modal(form, data)
    form.done()
    number_parts(data["components"])
    interaction.modal = Modal(data["custom_id"], data["title"], data["components"], interaction)


_TAKE = {
    MESSAGE: _message,
    DEFER: _defer,
    DEFER_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _choices,
    MODAL: _modal,
}


def _resource(call: Call, interaction: Interaction) -> Json:
    told: Json = {"id": interaction.id, "type": interaction.kind}
    resource: Json = {"type": interaction.callback}
    message = interaction.original
    if message is not None:
        told["response_message_id"] = message.id
        told["response_message_loading"] = message.loading
        told["response_message_ephemeral"] = message.ephemeral
        if interaction.callback != DEFER_UPDATE:
            resource["message"] = call.scene.posts.payload(message)
    return {"interaction": told, "resource": resource}


def follow_up(call: Call) -> Json | None:
    """Post another message; the first one after a deferred answer becomes that answer."""
    interaction = _webhook(call)
    original = interaction.original
    if original is not None and original.loading and not original.deleted:
        return _fill(call, interaction, original)
    message = _answer(call, interaction, int(call.fields.get("flags") or 0))
    compose(call, message, call.fields, new=True)
    interaction.followups.append(call.scene.posts.post(message))
    call.scene.interactions.told(interaction)
    return call.scene.posts.payload(message)


def _webhook(call: Call) -> Interaction:
    if call["webhook_id"] != call.scene.application_id:
        raise refusal(10015)
    return call.scene.interactions.answered_by(call["webhook_token"])


def _fill(call: Call, interaction: Interaction, message: Message) -> Json:
    compose(call, message, call.fields, new=False)
    message.flags &= ~LOADING
    call.scene.posts.edited(message)
    interaction.updates += 1
    call.scene.interactions.told(interaction)
    return call.scene.posts.payload(message)


def _of_webhook(call: Call) -> tuple[Interaction, Message]:
    """Return the original answer or a follow-up. Raises 10008."""
    interaction = _webhook(call)
    wanted = call.parameters.get("message_id")
    known = [interaction.original] + (interaction.followups if wanted else [])
    for message in known:
        if message is not None and not message.deleted and wanted in (message.id, None):
            return interaction, message
    raise refusal(10008)


def show(call: Call) -> Json:
    """Return the original answer or a follow-up."""
    return call.scene.posts.payload(_of_webhook(call)[1])


def edit(call: Call) -> Json:
    """Change the original answer or a follow-up; a deferred one gets its body."""
    interaction, message = _of_webhook(call)
    return _fill(call, interaction, message)


def delete(call: Call) -> None:
    """Delete the original answer or a follow-up."""
    interaction, message = _of_webhook(call)
    call.scene.posts.delete(message)
    interaction.updates += 1
    call.scene.interactions.told(interaction)


_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_MESSAGES = (f"{_HOOK}/messages/@original", f"{_HOOK}/messages/{{message_id}}")
ROUTES = [
    Route("POST", _CALLBACK, callback, by_token=True),
    Route("POST", _HOOK, follow_up, by_token=True),
    *(Route("GET", template, show, by_token=True) for template in _MESSAGES),
    *(Route("PATCH", template, edit, by_token=True) for template in _MESSAGES),
    *(Route("DELETE", template, delete, by_token=True) for template in _MESSAGES),
]
