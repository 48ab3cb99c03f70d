"""Faults on the page with mentorbot itself: what is owed waits in the outbox, and arrives."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.sandbox.conftest import Open, serving
from tests.sandbox.looking import be, discord, expect, look, run, say, telegram
from tests.sandbox.test_controls import order, tools

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SESSION = "Type hints in anger"


@pytest.fixture(scope="module")
def real(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """After the opening: one session is planned, and nobody has joined it."""
    del browser
    with serving("real", tmp_path_factory.mktemp("real")) as address:
        yield address


@pytest.fixture
def page(opened: Open, real: str) -> Page:
    page = opened(real)
    page.set_viewport_size({"width": 1280, "height": 1000})
    return page


def next_event(page: Page) -> None:
    page.get_by_role("button", name="Next event").click()
    expect(page.locator(".moves")).not_to_have_attribute("aria-busy", "true")


def owed(page: Page, words: str) -> Locator:
    """What the panel says beside the faults."""
    told = tools(page).locator(".outbox p").first
    expect(told).to_contain_text(words)
    return told


def test_a_platform_that_is_down_gets_everything_later(page: Page) -> None:
    ada, grace = discord(page), telegram(page)
    be(ada, "Ada Example")
    look(ada, "mentorbot")
    be(grace, "Grace Specimen")
    run(ada, "/session browse")
    ada.locator(".message", has_text="Sessions you can join").last.get_by_role("button", name="Join").click()
    expect(ada.locator(".message").last).to_contain_text("You are in!")
    next_event(page)
    expect(ada.locator(".message").last).to_contain_text(f"{SESSION} starts in 1 day")
    owed(page, "Nothing is owed")
    order(page, "Telegram", "Down")
    next_event(page)
    expect(ada.locator(".message").last).to_contain_text(f"{SESSION} starts in 1 hour")
    owed(page, "on the way")
    told = grace.locator(".message", has_text="1 learner has joined")
    expect(told).to_have_count(1)
    order(page, "Telegram", "All is well")
    expect(told).to_have_count(2, timeout=90_000)
    owed(page, "Nothing is owed")


def test_a_killed_bot_tells_what_it_owes_once_it_runs_again(page: Page) -> None:
    ada = discord(page)
    be(ada, "Ada Example")
    look(ada, "mentorbot")
    dock = tools(page)
    dock.get_by_role("button", name="Kill it").click()
    expect(page.locator("#banner")).to_contain_text("What it owes is kept in its database")
    owed(page, "Nobody can say while the bot does not run.")
    expect(page.get_by_role("button", name="Next event")).to_be_disabled()
    page.get_by_role("button", name="Move the clock by 1 h").click()
    order(page, "Telegram", "Down")
    dock.get_by_role("button", name="Start it", exact=True).click()
    expect(page.locator(".bot-words")).to_have_text("Bot connecting")
    order(page, "Telegram", "All is well")
    expect(page.locator(".bot-words")).to_have_text("Bot running", timeout=40_000)
    expect(ada.locator(".message").last).to_contain_text(f"{SESSION} starts now")
    expect(ada.locator(".message", has_text=f"{SESSION} starts now")).to_have_count(1)


def test_what_cannot_be_told_to_who_blocks_the_bot_is_kept_for_them(page: Page) -> None:
    grace = telegram(page)
    be(grace, "Grace Specimen")
    box = tools(page).locator(".checks").nth(1).get_by_label("Grace Specimen")
    box.check()
    expect(grace.get_by_role("button", name="Unblock")).to_be_visible()
    next_event(page)
    owed(page, "Nothing is owed")
    box.uncheck()
    expect(grace.get_by_role("button", name="Unblock")).to_be_hidden()
    say(grace, "/inbox")
    expect(grace.locator(".message").last).to_contain_text(f"Who came to {SESSION}?")
