"""Discord's forms on the page, with every kind of input, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.sandbox.looking import discord, expect, run

pytestmark = pytest.mark.browser


def test_takes_texts_menus_radio_buttons_and_boxes(page: Page) -> None:
    client = discord(page)
    run(client, "/show form")
    form = page.get_by_role("dialog", name="Everything one can type")
    expect(form.get_by_label("Title")).to_be_focused()
    form.get_by_label("Title").fill("Type hints")
    expect(form.get_by_label("About")).to_have_value("Before")
    form.get_by_label("About").fill("Two\nlines")
    form.get_by_role("combobox", name="Fruit").click()
    page.get_by_role("option", name="Banana").click()
    page.get_by_role("option", name="Fig").click()
    page.get_by_label("Search").press("Tab")
    form.get_by_label("In a room").check()
    form.get_by_label("Green").check()
    form.get_by_label("Blue").check()
    form.get_by_role("button", name="Submit").click()
    told = "title=Type hints · about=Two\nlines · fruit=['banana', 'fig'] · mode=room"
    told += " · colours=['green', 'blue']"
    expect(client.locator(".message").last.locator(".markdown")).to_have_text(told)


def choose(page: Page, form: Locator, name: str, entry: str) -> None:
    form.get_by_role("combobox", name=name).click()
    page.get_by_role("option", name=entry).click()
    expect(form.get_by_role("combobox", name=name)).to_contain_text(entry)


def test_takes_people_roles_and_a_box_between_texts(page: Page) -> None:
    client = discord(page)
    run(client, "/show choices")
    form = page.get_by_role("dialog", name="Everything one can choose")
    expect(form.locator(".markdown strong")).to_have_text("this")
    choose(page, form, "Person", "Linus Sample")
    choose(page, form, "Role", "@Python circle")
    form.get_by_label("Agreed").check()
    form.get_by_role("button", name="Submit").click()
    told = re.compile(r"person=\['\d+'\] · role=\['\d+'\] · agreed=True")
    expect(client.locator(".message").last).to_contain_text(told)


def test_takes_channels_anybody_and_files(page: Page) -> None:
    client = discord(page)
    run(client, "/show others")
    form = page.get_by_role("dialog", name="What else one can choose")
    choose(page, form, "Channel", "# design-studio")
    choose(page, form, "Anybody", "@Design studio")
    form.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"})
    form.get_by_role("button", name="Submit").click()
    told = re.compile(r"role=\[\] · channel=\['\d+'\] · anybody=\['\d+'\] · file=\['\d+'\]")
    expect(client.locator(".message").last).to_contain_text(told)


def test_says_what_is_missing_and_stays(page: Page) -> None:
    run(discord(page), "/show form")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Submit").click()
    expect(form.locator(".field.kind-4 .problem").first).not_to_be_empty()
    expect(form.locator(".field.kind-3 .problem")).to_have_text("Choose something here.")
    expect(form).to_be_visible()


def test_outlives_a_reload_with_what_was_typed(page: Page) -> None:
    run(discord(page), "/show form")
    form = page.get_by_role("dialog")
    form.get_by_label("Title").fill("Half of it")
    form.get_by_label("Green").check()
    page.reload()
    expect(form.get_by_label("Title")).to_have_value("Half of it")
    expect(form.get_by_label("Green")).to_be_checked()
    form.get_by_role("combobox", name="Fruit").click()
    page.get_by_role("option", name="Date").click()
    page.get_by_label("Search").press("Tab")
    form.get_by_role("button", name="Submit").click()
    expect(discord(page).locator(".message").last).to_contain_text(
        "title=Half of it · about=Before · fruit=['date']"
    )


def test_is_closed_by_escape_and_stays_closed(page: Page) -> None:
    run(discord(page), "/show form")
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(form).to_have_count(0)
