"""Whether everybody can use the page: axe finds nothing, the keyboard is enough, it fits every size."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.sandbox.looking import be, discord, expect, run, say, telegram

pytestmark = pytest.mark.browser
SIZES = {"wide": (1280, 800), "tablet": (900, 1100), "phone": (390, 844), "small phone": (320, 640)}
# What people write and the platforms show, such as a heading in a card, does not make the page's outline.
RULES = {"heading-order": {"enabled": False}}


def complaints(page: Page, scheme: str) -> list[str]:
    """What axe finds, a line for each element; what differs in the dark is colour alone."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    rules = {"runOnly": ["color-contrast"]} if scheme == "dark" else {"rules": RULES}
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{each['impact']} {each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


def card(page: Page) -> None:
    run(discord(page), "/show card")
    expect(discord(page).locator(".container").last).to_be_visible()


def menu(page: Page) -> None:
    card(page)
    discord(page).get_by_role("combobox", name="Choose people").last.click()
    expect(page.get_by_role("option", name="Linus Sample")).to_be_visible()


def commands(page: Page) -> None:
    discord(page).locator(".composer textarea").fill("/")
    expect(discord(page).get_by_role("option").first).to_be_visible()


def first_form(page: Page) -> None:
    run(discord(page), "/show form")
    page.get_by_role("dialog").get_by_role("button", name="Submit").click()


def second_form(page: Page) -> None:
    run(discord(page), "/show choices")
    expect(page.get_by_role("dialog")).to_be_visible()


def keyboard(page: Page) -> None:
    client = telegram(page)
    be(client, "Ada Example")
    start = client.locator(".start-button")
    if start.is_visible():
        start.click()
    say(client, "/card")
    client.locator(".keyboard").last.get_by_role("button", name="Reject").click()
    expect(client.locator(".toast")).to_be_visible()


def tools(page: Page) -> None:
    page.get_by_role("button", name="Faults & tools").click()
    page.get_by_role("button", name="All steps").click()


def exchanges(page: Page) -> None:
    page.get_by_role("button", name="Faults & tools").click()
    page.get_by_role("tab", name="Last exchanges").click()
    page.locator(".exchange").first.click()


STATES = (card, menu, commands, first_form, second_form, keyboard, tools, exchanges)


@pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__)
def test_axe_finds_nothing(page: Page, reach: Callable[[Page], None]) -> None:
    reach(page)
    assert complaints(page, "light") == []
    assert complaints(page, "dark") == []


def test_the_keyboard_is_enough(page: Page) -> None:
    page.locator("body").press("Tab")
    for _ in range(200):
        if page.evaluate("document.activeElement.matches('#discord .composer textarea')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type("/show secret")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(discord(page).locator(".message").last).to_contain_text("Nobody else sees this.")
    expect(discord(page).locator(".composer textarea")).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
def test_fits_every_size(page: Page, size: str, tmp_path: Path) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    card(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    expect(discord(page).locator(".composer-field")).to_be_in_viewport(ratio=1)
    if "phone" in size:
        expect(telegram(page)).to_be_hidden()
        page.locator("#tabs").get_by_role("button", name="Telegram").click()
        expect(telegram(page)).to_be_visible()
        page.locator("#tabs").get_by_role("button", name="Discord").click()
    folder = Path(os.environ.get("MENTORBOT_PICTURES", tmp_path))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        picture = folder / f"{size}-{scheme}.png"
        page.screenshot(path=picture)
        assert picture.stat().st_size > 20_000


def test_nothing_jumps_when_a_message_arrives(page: Page) -> None:
    client = discord(page)
    composer = client.locator(".composer-field")
    before = composer.bounding_box()
    feed = client.locator(".feed").bounding_box()
    for _ in range(3):
        run(client, "/show secret")
    expect(client.locator(".message").last).to_contain_text("Nobody else sees this.")
    assert (composer.bounding_box(), client.locator(".feed").bounding_box()) == (before, feed)
