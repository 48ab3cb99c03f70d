"""The Telegram client of the page, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.sandbox.looking import be, expect, look, say, telegram

pytestmark = pytest.mark.browser


def begun(page: Page, name: str) -> None:
    """Be somebody who has pressed Start."""
    client = telegram(page)
    be(client, name)
    start = client.locator(".start-button")
    if start.is_visible():
        start.click()
        expect(client.locator(".bubble").last).to_contain_text("/start")
    expect(client.locator(".composer textarea")).to_be_visible()


def test_begins_with_what_the_bot_is_and_a_start_button(page: Page) -> None:
    client = telegram(page)
    be(client, "Otto Outsider")
    expect(client.locator(".intro")).to_contain_text("I repeat what you say.")
    expect(client.locator(".sidebar .place")).to_have_count(1)
    client.get_by_role("button", name="Start", exact=True).click()
    expect(client.locator(".bubble").last).to_contain_text("/start")
    expect(client.locator(".composer textarea")).to_be_visible()


def test_shows_the_persons_own_commands(page: Page) -> None:
    client = telegram(page)
    begun(page, "Linus Sample")
    client.get_by_role("button", name="Menu of commands").click()
    expect(client.get_by_role("option")).to_have_count(3)
    begun(page, "Margo Admin")
    client.locator(".composer textarea").fill("/a")
    expect(client.get_by_role("option")).to_have_text(["/approvalsWhat waits for you"])
    page.keyboard.press("Enter")
    expect(client.locator(".bubble").last).to_contain_text("/approvals")


def test_shows_html_times_and_keyboards(page: Page) -> None:
    client = telegram(page)
    begun(page, "Ada Example")
    say(client, "/card")
    card = client.locator(".message", has=page.locator(".keyboard")).last
    expect(card.locator("blockquote")).to_have_text("A quotation")
    expect(card.locator("time")).to_have_text("Thursday, 1 January 2026 at 10:00")
    expect(card.get_by_role("link", name="a link")).to_have_attribute("rel", "noopener noreferrer")
    expect(card.locator(".keyboard-row")).to_have_count(3)
    expect(card.get_by_role("button", name="Approve")).to_have_class("key success")
    expect(card.get_by_role("button", name="Reject")).to_have_class("key danger")
    spoiler = card.locator(".spoiler")
    spoiler.click()
    expect(spoiler).not_to_have_attribute("data-hidden", "")


def test_shows_toasts_alerts_and_edits_in_place(page: Page) -> None:
    client = telegram(page)
    begun(page, "Ada Example")
    say(client, "/card")
    card = client.locator(".message", has=page.locator(".keyboard")).last
    card.get_by_role("button", name="Reject").click()
    expect(client.locator(".toast")).to_have_text("Nothing happens here")
    card.get_by_role("button", name="Approve").click()
    alert = page.get_by_role("alertdialog")
    expect(alert).to_contain_text("Approved. Everyone is told.")
    alert.get_by_role("button", name="OK").click()
    before = client.locator(".message").count()
    card.get_by_role("button", name="Pressed 0").click()
    expect(card.get_by_role("button", name="Pressed 1")).to_be_visible()
    expect(client.locator(".message")).to_have_count(before)


def test_sends_a_command_that_stands_in_a_message(page: Page) -> None:
    client = telegram(page)
    begun(page, "Ada Example")
    say(client, "/card")
    client.locator(".message", has=page.locator(".keyboard")).last.get_by_role("button", name="/help").click()
    expect(client.locator(".bubble").last).to_contain_text("/help")


def test_opens_deep_links_and_copies(page: Page) -> None:
    client = telegram(page)
    begun(page, "Ada Example")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    say(client, "/card")
    card = client.locator(".message", has=page.locator(".keyboard")).last
    card.get_by_role("button", name="Copy").click()
    expect(client.locator(".toast")).to_have_text("Copied to clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == "copied words"
    card.get_by_role("button", name="Start again").click()
    expect(client.locator(".bubble").last).to_contain_text("/start again")


def test_shows_pictures_and_files_and_takes_them(page: Page) -> None:
    client = telegram(page)
    begun(page, "Linus Sample")
    say(client, "/photo")
    expect(client.locator(".document").last).to_have_attribute("download", "dates.ics")
    expect(client.locator(".photo img").last).to_have_js_property("naturalWidth", 320)
    client.locator(".file-input").set_input_files(
        {"name": "mine.txt", "mimeType": "text/plain", "buffer": b"x"}
    )
    expect(client.locator(".bubble").last).to_contain_text("Got it.")
    expect(client.locator(".mine .document").last).to_contain_text("mine.txt")


def test_shows_groups_to_their_members(page: Page) -> None:
    client = telegram(page)
    be(client, "Grace Specimen")
    look(client, "Python circle")
    say(client, "Hello circle")
    be(client, "Alan Placeholder")
    look(client, "Python circle")
    expect(client.locator(".message").last.locator(".bubble-text")).to_contain_text("Hello circle")


def test_marks_what_reaches_somebody_else(page: Page) -> None:
    client = telegram(page)
    begun(page, "Linus Sample")
    be(client, "Grace Specimen")
    look(client, "Design studio")
    say(client, "A word to all")
    expect(client.locator(".mine").last).to_contain_text("A word to all")
    look(client, "mentorbot")
    be(client, "Margo Admin")
    entry = client.locator(".sidebar .place", has_text="Design studio")
    expect(entry.locator(".mark")).to_have_text("1")
    look(client, "Design studio")
    expect(entry.locator(".mark")).to_have_count(0)
