"""A refusal as a sentence, and the buttons of what to do next."""

from collections.abc import Mapping
from typing import Any

from bot.dialog.command import Registry
from bot.dialog.text import Text, between
from bot.dialog.view import Action, Press, Tone, View
from bot.dialog.wording import Words
from core.errors import Refusal

_SPANS = frozenset({"session-overlaps"})
"""These say from when to when something takes place."""
SO_ALREADY = frozenset(
    {
        "admin-already",
        "application-exists",
        "application-mentor-already",
        "group-already-joined",
        "group-lead-already",
        "mentor-already",
        "session-already-joined",
        "session-join-leading",
        "session-learner-in",
    }
)
"""What was wanted is so: nothing changes, and nothing failed."""
_NOT_SAID = frozenset({"next", "param", "action", "object_kind", "object_id"})


def sentence(refusal: Refusal, words: Words) -> Text:
    """What is wrong and what to do, in the person's language."""
    facts: dict[str, Any] = {name: fact for name, fact in refusal.facts.items() if name not in _NOT_SAID}
    if refusal.code in _SPANS:
        facts["starts_at"], facts["ends_at"] = between(facts["starts_at"], facts["ends_at"], words.zone)
    return words.say(f"refusal-{refusal.code}", **facts)


def next_steps(refusal: Refusal, registry: Registry, words: Words) -> tuple[Action, ...]:
    """Buttons for the commands a refusal names (`next="group join"`, or a list), and for its ways out."""
    named: Any = refusal.facts.get("next", ())
    names = (named,) if isinstance(named, str) else named
    found = [to_command(registry, name, words) for name in names if name in registry.commands]
    for way in registry.ways.get(refusal.code, ()):
        answers = {param: refusal.facts.get(fact) for param, fact in way.answers.items()}
        if None not in answers.values():
            found.append(to_command(registry, way.command, words, answers, way.key))
    return tuple(found)


def to_command(
    registry: Registry, name: str, words: Words, answers: Mapping[str, object] | None = None, key: str = ""
) -> Action:
    """A button that calls a command, labelled by `key` or by the command's `.button` or description."""
    command = registry.commands[name]
    if not key:
        key = f"{command.key}.button" if words.has(f"{command.key}.button") else command.key
    return Action(words.label(key)[:38], press=Press(name, dict(answers or {})))


def refused(refusal: Refusal, registry: Registry, words: Words) -> View:
    """A refusal as an answer seen by the person alone."""
    so_already = refusal.code in SO_ALREADY
    return View(
        title=words.say("dialog-so-already" if so_already else "dialog-refused"),
        lines=(sentence(refusal, words),),
        actions=next_steps(refusal, registry, words),
        tone=Tone.PLAIN if so_already else Tone.REFUSED,
        refused=True,
    )
