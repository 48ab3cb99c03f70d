"""The page with mentorbot itself when its process is killed: what is owed waits, and arrives once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.sandbox.conftest import Open, serving
from tests.sandbox.looking import be, discord, expect, look, run
from tests.sandbox.test_controls import tools

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


def test_a_killed_bot_tells_what_it_owes_once_it_runs_again(page: Page) -> None:
    ada = discord(page)
    be(ada, "Ada Example")
    look(ada, "mentorbot")
    run(ada, "/session browse")
    ada.locator(".message", has_text="Sessions you can join").last.get_by_role("button", name="Join").click()
    expect(ada.locator(".message").last).to_contain_text("You are in!")
    next_event(page)
    expect(ada.locator(".message").last).to_contain_text(f"{SESSION} starts in 1 day")
    dock = tools(page)
    dock.get_by_role("button", name="Kill it").click()
    expect(page.locator("#banner")).to_contain_text("What it owes is kept in its database")
    expect(dock.locator(".outbox p").first).to_contain_text("Nobody can say while the bot does not run.")
    expect(page.get_by_role("button", name="Next event")).to_be_disabled()
    page.get_by_role("button", name="Move the clock by 1 day").click()
    dock.get_by_role("button", name="Start it", exact=True).click()
    expect(page.locator(".bot-words")).to_have_text("Bot running", timeout=40_000)
    expect(ada.locator(".message").last).to_contain_text(f"{SESSION} starts now")
    expect(ada.locator(".message", has_text=f"{SESSION} starts now")).to_have_count(1)
