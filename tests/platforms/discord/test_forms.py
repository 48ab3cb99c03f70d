"""Every kind of question as an input of a form or as a menu of a message."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.dialog import kinds
from bot.dialog.asking import Asking, Question
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.kinds import Choice
from bot.dialog.text import Own
from bot.discord import asking as asking_message
from bot.discord import forms
from bot.discord.custom_ids import Answers
from bot.discord.inputs import entered, fits_a_form, label, menu
from bot.discord.wire import Json
from bot.sandbox.discord.checks_message import check_message
from bot.sandbox.discord.checks_modal import check_modal
from bot.sandbox.discord.forms import Form
from tests.platforms.discord.scripted import Level, Sealer, Tokens, sessions

WORDS = FluentCatalogue().words("en", "Asia/Kolkata")
LONG = "A very long label that no form of Discord would ever take as it is, so it is cut"
MANY = tuple(Choice(str(number), f"Choice {number}", LONG * 2) for number in range(30))
FEW = MANY[:3]
KINDS: list[kinds.Kind] = [
    kinds.ShortText(longest=75, shortest=3),
    kinds.LongText(longest=6000),
    kinds.Number(1, 500),
    kinds.YesNo(),
    kinds.OneOf(Level),
    kinds.Pick(sessions),
    kinds.Pick(sessions, many=True),
    kinds.PersonPick(),
    kinds.Day(),
    kinds.ClockTime(),
    kinds.Moment(),
    kinds.Duration(timedelta(minutes=15), timedelta(hours=8), ()),
    kinds.Upload((".csv",), 1000),
    kinds.Spot(kinds.SpotOf.DISCORD_ROLE),
    kinds.Spot(kinds.SpotOf.DISCORD_CHANNEL),
    kinds.Spot(kinds.SpotOf.TELEGRAM_CHAT),
    kinds.Confirm(),
]


def question(kind: kinds.Kind, **more: object) -> Question:
    given = {"label": LONG, "ask": (Own(LONG * 3),), "hint": LONG * 2, "optional": False} | more
    return Question("param", kind, **given)  # type: ignore[arg-type]  # as each test gives it


def asking(*questions: Question, **more: object) -> Asking:
    return Asking(1, 1, "x", (Own(LONG),), questions, (), 1, len(questions), False, **more)  # type: ignore[arg-type]  # likewise


def checked(asked: Asking) -> Json:
    form, modal = Form(), forms.form(asked, WORDS, Sealer(Tokens()), Answers.BESIDE)
    check_modal(form, modal)
    assert form.errors == {}
    return modal


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("choices", [(), FEW[:1], FEW, MANY[:11], MANY])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if not isinstance(kind, kinds.Confirm)])
def test_every_form_is_one_that_discord_takes(
    kind: kinds.Kind, choices: tuple[Choice, ...], optional: bool
) -> None:
    error = (Own(LONG * 4),)
    checked(asking(question(kind, choices=choices, optional=optional, error=error, value="1")))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("choices", [(), FEW, MANY])
def test_every_message_is_one_that_discord_takes(kind: kinds.Kind, choices: tuple[Choice, ...]) -> None:
    more = len(choices) > 25
    asked = asking(question(kind, choices=choices, more=more, error=(Own(LONG * 40),)), look="2")
    body = asking_message.message(asked, WORDS, Sealer(Tokens())).body()
    form = Form()
    check_message(form, body, body["flags"])
    assert form.errors == {}


def test_a_form_takes_the_first_five_and_stops_before_what_it_cannot_ask() -> None:
    texts = [question(kinds.ShortText()) for _ in range(7)]
    assert len(forms.questions(asking(*texts))) == 5
    assert len(forms.questions(asking(*texts[:2], question(kinds.Confirm()), *texts))) == 2


@pytest.mark.parametrize("many", [False, True])
def test_a_long_list_is_paged_in_a_message_to_its_last_page(many: bool) -> None:
    kind = kinds.Pick(sessions, many=many)
    assert not fits_a_form(question(kind, choices=MANY, more=True))
    last = asking(question(kind, choices=FEW), question(kinds.ShortText()), look="2")
    assert forms.questions(last) == ()


def test_with_nothing_to_pick_one_can_at_least_type() -> None:
    asked = question(kinds.Pick(sessions))
    assert fits_a_form(asked)
    assert label(asked, WORDS)["component"]["type"] == 4
    assert menu(asked, WORDS, "id") is None


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [
        ("Rust", kinds.ShortText(), "Rust"),
        (3, kinds.Number(1, 9), "3"),
        (date(2026, 11, 21), kinds.Day(), "2026-11-21"),
        (date(2026, 11, 21), kinds.Moment(), "2026-11-21"),
        (datetime(2026, 11, 21, 12, 30, tzinfo=UTC), kinds.Moment(), "2026-11-21 18:00"),
        (time(18, 0), kinds.ClockTime(), "18:00"),
        (timedelta(minutes=90), kinds.Duration(timedelta(0), timedelta(hours=8), ()), "90"),
    ],
)
def test_what_was_said_is_filled_in(value: object, kind: kinds.Kind, told: str) -> None:
    assert label(question(kind, value=value), WORDS)["component"]["value"] == told


@pytest.mark.parametrize(
    ("value", "chosen"), [(7, ["7"]), ((7, 9), ["7", "9"]), (["9"], ["9"]), (None, []), ("none", [])]
)
def test_what_was_chosen_is_marked(value: object, chosen: list[str]) -> None:
    asked = question(kinds.Pick(sessions, many=True), choices=MANY[:10], value=value)
    options = label(asked, WORDS)["component"]["options"]
    assert [each["value"] for each in options if each.get("default")] == chosen


def test_yes_or_no_is_marked() -> None:
    options = label(question(kinds.YesNo(), value=False), WORDS)["component"]["options"]
    assert [(each["label"], each.get("default", False)) for each in options] == [("Yes", False), ("No", True)]


def test_an_instant_without_a_zone_is_left_as_it_is() -> None:
    naive = datetime(2026, 11, 21, 12, 30)  # noqa: DTZ001 what the test is about
    assert entered(naive, "Asia/Kolkata") == "2026-11-21 12:30"


def test_the_error_stands_where_the_question_stood() -> None:
    told = label(question(kinds.Number(1, 9), ask=(Own("How many?"),)), WORDS)
    wrong = label(question(kinds.Number(1, 9), ask=(Own("How many?"),), error=(Own("Digits only."),)), WORDS)
    assert (told["description"], wrong["description"]) == ("How many?", "Digits only.")
