"""The clock, the faults, the process and the tools of the page, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.sandbox.looking import be, discord, expect, run, say, slash, telegram

pytestmark = pytest.mark.browser


def tools(page: Page, tab: str = "Faults & outbox") -> Locator:
    """Open the tools."""
    if not page.locator("#dock").is_visible():
        page.get_by_role("button", name="Faults & tools").click()
    page.get_by_role("tab", name=tab).click()
    return page.locator("#dock")


def order(page: Page, platform: str, fault: str) -> None:
    """Let something go wrong, or right again."""
    group = tools(page).get_by_role("radiogroup", name=f"{platform} works or not")
    group.get_by_label(fault).check()
    expect(group).not_to_have_attribute("aria-busy", "true")


def test_moves_the_clock(page: Page) -> None:
    face = page.locator(".clock-face")
    before = page.evaluate("Date.parse(document.querySelector('.clock-face').dateTime)")
    for button, seconds in (("15 min", 900), ("1 h", 3600), ("1 day", 86400)):
        page.get_by_role("button", name=f"Move the clock by {button}").click()
        expect(page.get_by_role("button", name=f"Move the clock by {button}")).to_be_enabled()
        now = page.evaluate("Date.parse(document.querySelector('.clock-face').dateTime)")
        assert abs(now - before - seconds * 1000) < 60_000
        before = now
    expect(face).to_be_visible()


def test_moves_to_the_next_event(page: Page) -> None:
    before = page.evaluate("Date.parse(document.querySelector('.clock-face').dateTime)")
    button = page.get_by_role("button", name="Next event")
    expect(button).to_contain_text("in 30 min")
    button.click()
    expect(button).to_be_enabled()
    now = page.evaluate("Date.parse(document.querySelector('.clock-face').dateTime)")
    assert 1_790_000 < now - before < 1_860_000


def test_shows_the_outbox(page: Page) -> None:
    expect(page.locator(".outbox-state")).to_have_text("2 to deliver · 1 given up")
    table = tools(page).locator(".outbox table")
    expect(table.get_by_role("row")).to_have_text(["PlatformStateNotices", "discorddue2", "telegramdead1"])


def test_takes_discord_down_and_lets_it_come_back(page: Page) -> None:
    client = discord(page)
    order(page, "Discord", "Down")
    run(client, "/show secret")
    expect(client.get_by_role("alert").filter(has_text="did not respond")).to_be_visible()
    order(page, "Discord", "All is well")
    expect(page.locator("#discord .client-head, #discord .sidebar").first).to_be_visible()
    be(client, "Linus Sample")
    client.locator(".sidebar .place", has_text="mentorbot").click()
    expect(client.locator(".online")).to_be_visible(timeout=40_000)


def test_slows_discord_down(page: Page) -> None:
    client = discord(page)
    order(page, "Discord", "Slow")
    run(client, "/show secret")
    expect(client.locator(".pending")).to_be_visible()
    order(page, "Discord", "All is well")
    expect(client.locator(".pending")).to_have_count(0)


def test_limits_discord(page: Page) -> None:
    order(page, "Discord", "Too many requests")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    group = page.get_by_role("radiogroup", name="Discord works or not")
    expect(group.get_by_label("Too many requests")).to_be_checked()
    expect(page.get_by_role("button", name="Faults & tools")).to_have_class(re.compile("warning"))
    order(page, "Discord", "All is well")


@pytest.mark.parametrize("fault", ["Too many requests", "Down", "Slow"])
def test_lets_telegram_fail_and_loses_nothing(page: Page, fault: str) -> None:
    client = telegram(page)
    be(client, "Ada Example")
    order(page, "Telegram", fault)
    start = client.locator(".start-button")
    if start.is_visible():
        start.click()
    say(client, f"Said while it was {fault}")
    order(page, "Telegram", "All is well")
    expect(client.locator(".theirs .bubble", has_text="Said").last).to_be_visible()


def test_closes_direct_messages(page: Page) -> None:
    client = discord(page)
    box = tools(page).locator(".checks").first.get_by_label("Otto Outsider")
    with page.expect_response(re.compile("/client/users/")):
        box.check()
    slash(client, "/show tell")
    client.get_by_label("person").press_sequentially("Otto")
    page.keyboard.press("Enter")
    client.get_by_role("combobox", name="text").press_sequentially("Nobody reads this")
    page.keyboard.press("Enter")
    expect(client.get_by_role("alert").filter(has_text="did not respond")).to_be_visible()
    with page.expect_response(re.compile("/client/users/")):
        box.uncheck()


def test_blocks_the_bot(page: Page) -> None:
    client = telegram(page)
    be(client, "Grace Specimen")
    box = tools(page).locator(".checks").nth(1).get_by_label("Grace Specimen")
    box.check()
    client.get_by_role("button", name="Unblock").click()
    expect(box).not_to_be_checked()


def test_drops_the_gateway(page: Page) -> None:
    tools(page).get_by_role("button", name="Drop the gateway once").click()
    expect(page.locator(".note", has_text="connects again by itself")).to_be_visible()


def test_kills_the_bot_and_starts_it_again(page: Page) -> None:
    client = discord(page)
    dock = tools(page)
    dock.get_by_role("button", name="Kill it").click()
    expect(page.locator("#banner")).to_contain_text("was killed")
    expect(page.locator(".bot-words")).to_have_text("Bot stopped")
    run(client, "/show secret")
    expect(client.get_by_role("alert").filter(has_text="process is not running")).to_be_visible()
    page.locator("#banner").get_by_role("button", name="Start it again").click()
    expect(page.locator(".bot-words")).to_have_text("Bot running", timeout=40_000)
    expect(page.locator("#banner")).to_be_hidden()
    run(client, "/show secret")
    expect(client.locator(".message").last).to_contain_text("Nobody else sees this.")


def test_shows_exchanges_and_log(page: Page) -> None:
    run(discord(page), "/show secret")
    dock = tools(page, "Last exchanges")
    entry = dock.locator(".exchange", has_text="/callback").first
    entry.click()
    expect(dock.locator(".exchange-body")).to_contain_text("Nobody else sees this.")
    tools(page, "Log")
    expect(dock.locator(".log")).to_contain_text("ready")


def test_adds_somebody(page: Page) -> None:
    client = discord(page)
    client.get_by_role("button", name="Add somebody").click()
    box = page.get_by_role("dialog", name="Add somebody")
    box.get_by_role("textbox").fill("Nora Newcomer")
    box.get_by_role("button", name="Add", exact=True).click()
    expect(client.locator(".me strong")).to_have_text("Nora Newcomer")
    be(telegram(page), "Nora Newcomer")
    client.get_by_role("button", name="Add somebody").click()
    box.get_by_role("textbox").fill("Nora Newcomer")
    box.get_by_role("button", name="Add", exact=True).click()
    expect(box.get_by_role("alert")).to_have_text("Nora Newcomer is here already.")
