"""Every sentence is used, every use has a sentence, and each can be said with plausible facts."""

import ast
import importlib
import inspect
import pkgutil
import re
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

import core
from bot.dialog.catalogue import LOCALES, FluentCatalogue
from bot.dialog.checks import check
from bot.dialog.command import REGISTRY
from bot.dialog.facts import enum_key
from bot.dialog.kinds import Pick, SpotOf
from bot.dialog.refusals import SO_ALREADY
from bot.dialog.text import Text, User
from bot.dialog.written import plain
from bot.notices.notice import NOTICES
from bot.views.admin import fact_key
from core.facts import Fact
from core.mentors.profile import ProfilePart
from tests.commands import keys

importlib.import_module("bot.commands")
importlib.import_module("bot.notices")
CATALOGUE = FluentCatalogue(strict=True)
WORDS = CATALOGUE.words("en", "Europe/Berlin")
OTHERS = {"dialog.ftl", "discord.ftl", "slash.ftl", "telegram.ftl"}
"""Files of those who answer for the conversation and the faces; their own tests hold them."""
OURS = [path for path in sorted((LOCALES / "en").glob("*.ftl")) if path.name not in OTHERS]
AT = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
ENUM_WORDS = re.compile(
    "(mode|status|part|attendance|tier|applicationstatus|mentorstatus|linkkind|platform|category|"
    "auditoutcome|outboxstatus|leaserole|fact)-"
)
LONGEST_TOAST = 200
"""Telegram shows a refusal of a button as a toast."""


PICKS = [param.kind for command in REGISTRY for param in command.params if isinstance(param.kind, Pick)]
NOTHING = {f"nothing-{kind.source.__name__.replace('_', '-')}" for kind in PICKS}
"""Refusals of a command that has nothing to choose from."""


def messages() -> list[tuple[str, ftl.Message]]:
    parser = FluentParser()
    return [
        (path.name, entry)
        for path in OURS
        for entry in parser.parse(path.read_text("utf-8")).body
        if isinstance(entry, ftl.Message)
    ]


MESSAGES = messages()


def enums() -> set[str]:
    """Keys of every member of every enum of the core, whether or not it is ever shown."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(core.__path__, "core."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, StrEnum):
                found |= {enum_key(member) for member in kind}
    return found


def test_the_commands_fit_both_platforms() -> None:
    assert check(REGISTRY, CATALOGUE) == []


def test_every_sentence_that_is_said_exists() -> None:
    missing = {key for key in keys.used() if not WORDS.has(key)}
    # Keys that stand in a variable are found by rendering everything; a name alone is no key.
    assert missing - {"key"} == set()


def test_every_refusal_of_the_core_has_a_sentence() -> None:
    assert {code for code in keys.refusals() if not WORDS.has(f"refusal-{code}")} == set()


def test_what_is_so_already_is_a_refusal_of_the_core() -> None:
    assert set(keys.refusals()) >= SO_ALREADY


def test_no_refusal_is_worded_that_nobody_raises() -> None:
    raised = set(keys.refusals()) | NOTHING
    worded = {
        one.id.name.removeprefix("refusal-") for _, one in MESSAGES if one.id.name.startswith("refusal-")
    }
    assert worded - raised == set()


def test_no_sentence_is_unused() -> None:
    used = keys.used()
    texts = keys.texts()
    enum_keys = enums()
    tails = {text for text in {*texts, *ProfilePart, *SpotOf} if re.fullmatch(r"[a-z][a-z_-]*", text)}
    unused = []
    for _, message in MESSAGES:
        key = message.id.name
        known = key in used or key in texts or key in enum_keys or key.startswith(("cmd-", "refusal-"))
        built = any(
            key in {f"{head}-{tail}" for tail in {*tails, *(t.replace("_", "-") for t in tails)}}
            for head in (
                "button",
                "button-edit",
                "button-profile",
                "field",
                "stats",
                "profile-part",
                "area",
                "help-example",
            )
        )
        followed = key.removesuffix("-next") in texts
        referred = key in {"field-name", "stars"} or key.startswith(("alert-", "fact-"))
        if not (known or built or followed or referred):
            unused.append(key)
    assert unused == []


def test_every_command_is_declared_that_is_worded() -> None:
    declared = {command.key for command in REGISTRY} | {
        "cmd-" + command.name.partition(" ")[0]
        for command in REGISTRY
        if " " in command.name and command.menu
    }
    worded = {one.id.name for _, one in MESSAGES if one.id.name.startswith("cmd-")}
    assert worded == declared


def test_every_parameter_is_declared_that_is_worded() -> None:
    params = {command.key: {param.name for param in command.params} for command in REGISTRY}
    unknown = []
    for _, message in MESSAGES:
        for attribute in message.attributes:
            name = re.sub(r"-(ask|hint)$", "", attribute.id.name)
            if name not in {"form", "button", *params.get(message.id.name, set())}:
                unknown.append(f"{message.id.name}.{attribute.id.name}")
    assert unknown == []


def test_every_fact_that_is_told_has_a_sentence_of_its_own() -> None:
    silent = {"RolesChanged", "GroupRoleDue", "SessionCardChanged"}
    ours = {name for name, kind in Fact.registry.items() if kind.__module__ == "core.facts"}
    assert ours - {kind.__name__ for kind in NOTICES} == silent


def test_admins_read_in_words_what_every_notice_is_about() -> None:
    ours = {name for name, kind in Fact.registry.items() if kind.__module__ == "core.facts"}
    assert [kind for kind in sorted({*ours, Fact().kind}) if not WORDS.has(fact_key(kind))] == []


def variables(pattern: ftl.Pattern) -> set[str]:
    """Names of the facts a pattern wants."""
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, ftl.VariableReference):
            found.add(node.id.name)
        if isinstance(node, ftl.MessageReference):
            other = next(one for _, one in MESSAGES if one.id.name == node.id.name)
            walk(other.value)
        if isinstance(node, ftl.BaseNode):
            for value in vars(node).values():
                for one in value if isinstance(value, list) else [value]:
                    walk(one)

    walk(pattern)
    return found


def selectors(pattern: ftl.Pattern) -> dict[str, set[str]]:
    """Facts by which a sentence chooses, with the names of its variants."""
    found: dict[str, set[str]] = {}

    def walk(node: object) -> None:
        if isinstance(node, ftl.SelectExpression) and isinstance(node.selector, ftl.VariableReference):
            variants = found.setdefault(node.selector.id.name, set())
            for one in node.variants:
                variants.add(one.key.name if isinstance(one.key, ftl.Identifier) else one.key.value)
        if isinstance(node, ftl.BaseNode):
            for value in vars(node).values():
                for one in value if isinstance(value, list) else [value]:
                    walk(one)

    walk(pattern)
    return found


MOMENTS = {"at", "start", "end", "starts_at", "ends_at", "earliest", "latest", "until", "before", "after",
           "first", "second", "was", "now"}  # fmt: skip
COUNTED = {"one", "other", "zero", "two", "few", "many"}


def values(name: str, variants: set[str]) -> list[object]:
    """Plausible values of a fact: one for each variant by which a sentence chooses."""
    if variants & {"yes", "no"}:
        return [True, False]
    if variants and variants <= COUNTED | {str(number) for number in range(10)} | {"none"}:
        numbers: list[object] = [1, 4, *(int(one) for one in variants if one.isdigit())]
        return [*numbers, None] if "none" in variants else numbers
    chosen: list[object] = [None if one == "none" else one for one in sorted(variants)]
    if not variants:
        chosen = [AT if name in MOMENTS else timedelta(minutes=90) if name == "length" else "Ada Example"]
    if name in {"number", "limit", "least", "most"}:
        return [7]
    return chosen


PATTERNS = [
    (f"{one.id.name}.{attribute.id.name}" if attribute else one.id.name, (attribute or one).value)
    for _, one in MESSAGES
    for attribute in (None, *one.attributes)
    if (attribute or one).value is not None
]


@pytest.mark.parametrize(("key", "pattern"), PATTERNS, ids=[key for key, _ in PATTERNS])
def test_a_sentence_can_be_said_in_every_variant(key: str, pattern: ftl.Pattern) -> None:
    chosen = selectors(pattern)
    if key in {"feedback-own", "place"}:
        chosen.setdefault("rating", {"0", "other"})
    names = variables(pattern)
    usual = {name: values(name, chosen.get(name, set()))[0] for name in names}
    for name in names or {""}:
        for value in values(name, chosen.get(name, set())) if name else [None]:
            facts = {**usual, name: value} if name else {}
            said = plain(WORDS.say(key, **facts), "en", "UTC")
            assert said.strip(), (key, facts)
            assert "{" not in said
            assert "  " not in said.strip(), said


def test_every_button_is_short_enough_to_show_whole() -> None:
    found = {one.id.name for _, one in MESSAGES if one.id.name.startswith("button-")}
    long = {
        key: said for key in found if len(said := WORDS.label(key, count=100, rating=5, group="G" * 20)) > 38
    }
    assert long == {}


def test_a_refusal_fits_into_a_toast() -> None:
    long = {}
    for _, message in MESSAGES:
        key = message.id.name
        if key.startswith("refusal-") and message.value is not None:
            chosen = selectors(message.value)
            facts = {
                name: AT if name in MOMENTS else values(name, chosen.get(name, set()))[-1]
                for name in variables(message.value)
            }
            said = plain(WORDS.say(key, **facts), "en", "UTC")
            if len(said) > LONGEST_TOAST:
                long[key] = said
    assert long == {}


def test_every_way_out_of_a_refusal_leads_somewhere() -> None:
    raised = keys.refusals()
    for code, ways in REGISTRY.ways.items():
        assert code in {*raised, *NOTHING}, code
        for way in ways:
            command = REGISTRY.commands[way.command]
            assert set(way.answers) <= {param.name for param in command.params}, code
            assert not way.key or WORDS.has(way.key)
            assert WORDS.has(way.key or f"{command.key}.button"), f"{code}: {command.key} has no .button"


HUMAN = re.compile(r"[A-Za-z]{2,}[ ,!?’'][A-Za-z ]*[a-z]")
NOT_SHOWN = {"Pointless", "RuntimeError", "ValueError", "Refusal"}
"""What is told to the log, the outbox or nobody."""


def test_no_sentence_stands_in_the_code() -> None:
    found = []
    for path, tree in keys.files():
        hidden = {
            id(one)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and keys.called(node) in {*NOT_SHOWN, "command", "Way", "Press"}
            for one in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                hidden |= {id(one) for one in node.args[2:3]} if keys.called(node) == "button" else set()
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                hidden.add(id(node.value))
        found += [
            f"{path.name}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in hidden
            and HUMAN.search(node.value)
            and node.value not in REGISTRY.commands
        ]
    assert found == []


def test_words_of_people_stay_words_of_people() -> None:
    said: Text = WORDS.say("notice-because", reason="*bold* <b> @everyone")
    assert User("*bold* <b> @everyone") in said


def test_times_of_day_are_written_as_people_write_them() -> None:
    assert WORDS.label("quiet", start=time(22), end=time(7)) == "10:00\u202fPM – 7:00\u202fAM"
