"""The guided tour on the page with mentorbot itself, from the first step to the last."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.sandbox.conftest import Open, serving
from tests.sandbox.looking import be, discord, expect, look, run, say, telegram

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EVENTS = 12


@pytest.fixture
def real(browser: Browser, tmp_path: Path) -> Iterator[str]:
    with serving("real", tmp_path) as address:
        yield address


def there(page: Page) -> None:
    """Go where the tour says."""
    page.get_by_role("button", name="Take me there").click()


def done(page: Page, step: str) -> None:
    """Wait until the tour has ticked a step off."""
    expect(page.locator(".tour-dot.done", has_text=step)).to_have_count(1)


def press(client: Locator, name: str) -> None:
    """Press the newest button of that name."""
    client.locator(".feed").get_by_role(
        "button", name=re.compile(rf"(^|· ){re.escape(name)}( \(\d+\))?$")
    ).last.click()


def answer(client: Locator, *texts: str) -> None:
    """Answer the bot's questions on Telegram, one after the other."""
    for text in texts:
        before = client.locator(".message").count()
        say(client, text)
        expect(client.locator(".message")).to_have_count(before + 2)


def send_begun(client: Locator, text: str) -> None:
    """Send what the tour has put into the field."""
    field = client.locator(".composer textarea")
    expect(field).to_have_value(text)
    field.press("Enter")


def until(page: Page, reached: Locator) -> None:
    """Move to the next event until something is seen; what is told takes a moment to arrive."""
    for _ in range(EVENTS):
        if reached.count():
            break
        page.get_by_role("button", name="Next event").click()
        with suppress(AssertionError):
            expect(reached).not_to_have_count(0, timeout=2000)
    expect(reached).not_to_have_count(0)


def test_with_a_mentor_on_telegram(opened: Open, real: str) -> None:
    page = opened(real)
    alan, others = telegram(page), discord(page)
    there(page)
    expect(alan.locator(".me strong")).to_have_text("Alan Placeholder")
    send_begun(alan, "/apply")
    expect(alan.locator(".message").last).to_contain_text("1 of 6")
    answer(alan, "I draw interfaces.", "Interface design", "To pass it on.", "2")
    press(alan, "Python circle")
    press(alan, "Done (1)")
    press(alan, "Skip")
    press(alan, "Confirm")
    done(page, "Apply:")
    there(page)
    press(others, "Approve")
    done(page, "Approve:")
    there(page)
    send_begun(alan, "/newsession")
    press(alan, "Python circle")
    expect(alan.locator(".message").last).to_contain_text("2 of 8")
    answer(alan, "Your first accessible page", "We build a small page.")
    press(alan, "Online")
    expect(alan.locator(".message").last).to_contain_text("5 of 8")
    answer(alan, "tomorrow 18:00", "60", "https://meet.example.org/first", "3")
    press(alan, "Confirm")
    done(page, "Announce:")
    there(page)
    expect(others.locator(".message").last).to_contain_text("proposes Your first accessible page")
    press(others, "Approve")
    done(page, "Approve it:")
    there(page)
    expect(others.locator(".command-name")).to_have_text("/session browse")
    page.keyboard.press("Enter")
    done(page, "Browse:")
    there(page)
    card = others.locator(".message", has_text="Sessions you can join").last
    expect(card).to_contain_text("Your first accessible page")
    card.get_by_role("button", name="Join").first.click()
    done(page, "Join:")
    finish(page, others, alan)


def finish(page: Page, learner: Locator, mentor: Locator) -> None:
    """From joining to feedback; the learner and the mentor are on the screen where they are told."""
    until(page, page.locator(".tour-dot.done", has_text="Remind:"))
    until(page, mentor.locator(".message", has_text="Who came to"))
    press(mentor, "All attended")
    done(page, "Attend:")
    look(learner, "mentorbot")
    press(learner, "★★★★★")
    done(page, "Feedback:")
    expect(page.locator(".tour-now")).to_contain_text("That was the whole story.")


def test_with_a_mentor_on_discord(opened: Open, real: str) -> None:
    """The same story with the platforms swapped: it counts wherever it is done."""
    page = opened(real)
    alan, others = discord(page), telegram(page)
    be(alan, "Alan Placeholder")
    be(others, "Margo Admin")
    apply_by_form(page, alan)
    press(others, "Approve")
    done(page, "Approve:")
    announce_by_form(page, alan)
    expect(others.locator(".message").last).to_contain_text("proposes Colour for people who fear it")
    press(others, "Approve")
    done(page, "Approve it:")
    be(others, "Linus Sample")
    say(others, "/sessions")
    done(page, "Browse:")
    press(others, "Join")
    done(page, "Join:")
    look(alan, "mentorbot")
    finish(page, others, alan)


def apply_by_form(page: Page, alan: Locator) -> None:
    run(alan, "/mentor apply")
    form = page.get_by_role("dialog")
    form.get_by_label("About you").fill("I draw interfaces.")
    form.get_by_label("Skills").fill("Interface design")
    form.get_by_label("Why you want to mentor").fill("To pass it on.")
    form.get_by_label("Hours a week").fill("2")
    form.get_by_role("combobox", name="Groups").click()
    page.get_by_role("option", name="Design studio").click()
    page.keyboard.press("Tab")
    form.get_by_role("button", name="Submit").click()
    press(alan, "Skip")
    press(alan, "Confirm")
    done(page, "Apply:")


def announce_by_form(page: Page, alan: Locator) -> None:
    form = page.get_by_role("dialog")
    run(alan, "/session create")
    form.get_by_role("combobox", name="Group").click()
    page.get_by_role("option", name="Design studio").click()
    form.get_by_label("Title").fill("Colour for people who fear it")
    form.get_by_label("Online", exact=True).check()
    form.get_by_label("Start").fill("tomorrow 18:00")
    form.get_by_role("button", name="Submit").click()
    press(alan, "Continue")
    form.get_by_label("Length").fill("60")
    form.get_by_label("Meeting link").fill("https://meet.example.org/colour")
    form.get_by_label("Seats").fill("2")
    form.get_by_role("button", name="Submit").click()
    press(alan, "Confirm")
    done(page, "Announce:")
