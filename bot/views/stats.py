"""What a person has done, as text and as a picture."""

from bot.dialog.view import Field, Picture, View
from bot.dialog.wording import Words
from bot.views.parts import button, own
from core.home.service import Figures


def stats(words: Words, found: Figures) -> View:
    """Own figures: as a learner, and as a mentor where there are any."""
    items = [(words.label(f"stats-{key}"), number) for key, number in _figures(words, found)]
    title = words.say("stats-title")
    return View(
        title=title,
        lines=(words.say("stats-lead", mentor=found.mentor is not None),),
        fields=tuple(Field(label, own(number)) for label, number in items),
        actions=(
            button(words, "history", "session history"),
            *([button(words, "my-sessions", "session mine")] if found.mentor else []),
            button(words, "browse", "session browse"),
        ),
        picture=_picture(words, items),
    )


def _figures(words: Words, found: Figures) -> list[tuple[str, str]]:
    """Keys of the catalogue with the numbers as they are written."""
    numbers: list[tuple[str, object]] = [
        ("groups", found.groups),
        ("joined", found.joined),
        ("attended", found.attended),
        ("minutes", found.minutes),
    ]
    mentor = found.mentor
    if mentor is not None:
        numbers += [
            ("held", mentor.sessions_held),
            ("learners", mentor.learners),
            ("hours", round(mentor.hours, 1)),
            ("upcoming", mentor.upcoming),
            ("waiting", mentor.waiting),
            ("ratings", mentor.ratings),
        ]
        if mentor.rating is not None:
            numbers.append(("rating", round(mentor.rating, 1)))
    return [(key, words.label("stats-number", number=number)) for key, number in numbers]


def _picture(words: Words, items: list[tuple[str, str]]) -> Picture:
    # Pillow is loaded when somebody first asks for their figures, not when the bot starts.
    from bot.views import pictures  # noqa: PLC0415 - see above

    alt = ", ".join(f"{words.label('dialog-field', label=label)} {number}" for label, number in items)
    drawn = pictures.tiles(words.label("stats-title"), [(number, label) for label, number in items])
    return Picture(drawn, "stats.png", words.label("stats-alt", figures=alt)[:1024])
