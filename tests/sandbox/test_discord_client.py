"""The Discord client of the page, in a real browser."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.sandbox.conftest import Open
from tests.sandbox.looking import be, discord, expect, look, run, say, slash, telegram

pytestmark = pytest.mark.browser


def test_shows_the_server_and_everybody(page: Page) -> None:
    client = discord(page)
    expect(client.locator(".sidebar .place-name")).to_have_text(
        ["general", "python-circle", "design-studio", "mentorbot"]
    )
    expect(client.get_by_role("radio")).to_have_count(6)


def test_lists_the_commands_while_one_types(page: Page) -> None:
    client = discord(page)
    field = client.locator(".composer textarea")
    field.fill("/")
    expect(client.get_by_role("option", name="/find")).to_contain_text("every kind of option")
    field.fill("/show ca")
    expect(client.get_by_role("option")).to_have_count(1)
    field.fill("/nonsense")
    expect(client.locator(".suggest")).to_contain_text("No such command")


def test_lists_an_admins_commands_for_admins_alone(page: Page) -> None:
    client = discord(page)
    client.locator(".composer textarea").fill("/admin")
    expect(client.get_by_role("option", name="/admin")).to_have_count(0)
    be(client, "Margo Admin")
    client.locator(".composer textarea").fill("/admin")
    expect(client.get_by_role("option", name="/admin")).to_have_count(1)


def test_completes_while_one_types_and_takes_every_kind_of_option(page: Page) -> None:
    client = discord(page)
    slash(client, "/find")
    client.get_by_label("fruit").press_sequentially("ap")
    expect(client.get_by_role("option")).to_have_text(["Apple", "Apricot"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    for name, typed, picked in (
        ("count", "3", None),
        ("kind", "gr", "Green"),
        ("person", "Linus", "Linus"),
        ("where", "python", "python-circle"),
        ("role", "Design", "@Design studio"),
    ):
        rest = client.locator(".chip-rest")
        rest.fill(name)
        expect(client.get_by_role("option", name=name)).to_be_visible()
        rest.press("Enter")
        client.get_by_label(name, exact=True).press_sequentially(typed)
        if picked:
            expect(client.get_by_role("option", name=picked)).to_be_visible()
            page.keyboard.press("Enter")
    client.locator(".chip-rest").press("Enter")
    expect(client.locator(".message").last).to_contain_text(
        "Found: apricot 3 green Linus Sample python-circle Design studio None"
    )


def test_takes_a_file_as_an_option(page: Page) -> None:
    client = discord(page)
    slash(client, "/find")
    client.get_by_label("fruit").press_sequentially("Fig")
    expect(client.get_by_role("option", name="Fig")).to_be_visible()
    page.keyboard.press("Enter")
    client.locator(".chip-rest").fill("picture")
    client.locator(".chip-rest").press("Enter")
    client.get_by_label("picture").set_input_files(
        {"name": "fig.png", "mimeType": "image/png", "buffer": b"png"}
    )
    client.locator(".composer .send").click()
    expect(client.locator(".message").last).to_contain_text("fig.png")


def test_asks_for_a_required_option(page: Page) -> None:
    client = discord(page)
    slash(client, "/find")
    client.locator(".composer .send").click()
    expect(client.locator(".composer-problem")).to_have_text("This option is required. Specify a value.")
    expect(client.locator(".chip.wrong")).to_have_count(1)


def test_leaves_a_command_with_backspace_and_escape(page: Page) -> None:
    client = discord(page)
    slash(client, "/show card")
    page.keyboard.press("Backspace")
    expect(client.locator(".composer textarea")).to_have_value("/show card")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(client.locator(".composer textarea")).to_have_value("")


def test_shows_components_as_the_platform_does(page: Page) -> None:
    client = discord(page)
    run(client, "/show card")
    card = client.locator(".message").last
    expect(card.locator(".container")).to_have_attribute("style", re.compile("--accent: #2f9e6e"))
    expect(card).to_contain_text("Ada Example used /show card")
    expect(card).to_contain_text("Only you can see this")
    expect(card.locator("strong", has_text="bold").first).to_be_visible()
    expect(card.locator("blockquote .mention").first).to_have_text("@mentorbot")
    expect(card.locator("time").nth(1)).to_have_text("Thursday, 1 January 2026 at 10:00")
    expect(card).to_contain_text("<script>alert(1)</script>")
    expect(card.get_by_role("img", name="A blue slope")).to_have_js_property("naturalWidth", 320)
    expect(card.get_by_role("link", name="dates.ics")).to_have_attribute("download", "dates.ics")
    expect(card.get_by_role("button", name="No", exact=True)).to_be_disabled()
    expect(card.locator(".section")).to_have_count(2)


def test_presses_buttons_and_chooses_in_menus(page: Page) -> None:
    client = discord(page)
    run(client, "/show card")
    card = client.locator(".message", has=page.locator(".container")).last
    card.locator(".section", has_text="A first test").get_by_role("button").click()
    expect(client.locator(".message").last).to_contain_text("You pressed join A first test.")
    card.get_by_role("button", name="Pressed 0").click()
    expect(card.get_by_role("button", name="Pressed 1")).to_be_focused()
    card.get_by_role("combobox", name="Choose fruit").click()
    page.get_by_label("Search").fill("berry")
    page.get_by_role("option", name="Elderberry").click()
    expect(client.locator(".message").last).to_contain_text("You chose ['Elderberry'].")
    card.get_by_role("combobox", name="Choose people").click()
    for name in ("Linus Sample", "Margo Admin"):
        page.get_by_role("option", name=name).click()
    page.keyboard.press("Tab")
    expect(client.locator(".message").last).to_contain_text(re.compile(r"You chose \['\d+', '\d+'\]"))


def test_shows_small_pictures_galleries_and_menus_of_things(page: Page) -> None:
    client = discord(page)
    run(client, "/show more")
    card = client.locator(".message", has_text="Above the box").last
    expect(card.locator(".section .thumbnail img")).to_have_js_property("naturalWidth", 320)
    expect(card.locator(".gallery.of-3 img")).to_have_count(3)
    expect(card.locator(".separator.large.blank")).to_have_count(1)
    for name, entry in (
        ("role", "@Python circle"),
        ("channel", "# design-studio"),
        ("anybody", "Linus Sample"),
    ):
        before = client.locator(".message").count()
        card.get_by_role("combobox", name=f"Choose {name}").click()
        page.get_by_role("option", name=entry).click()
        expect(client.locator(".message")).to_have_count(before + 1)
        expect(client.locator(".message").last).to_contain_text(re.compile(r"You chose \['\d+'\]\."))


def test_shows_embeds_and_files_that_stand_by_themselves(page: Page) -> None:
    client = discord(page)
    run(client, "/show embed")
    shown = client.locator(".message", has_text="Before the box").last
    box = shown.locator(".embed")
    expect(box).to_have_attribute("style", re.compile("--accent: #2f9e6e"))
    for words in ("An author", "A title", "Some words.", "Seats", "3 left", "Small print", "01/01/2026"):
        expect(box).to_contain_text(words)
    expect(box.locator("img")).to_have_js_property("naturalWidth", 320)
    expect(shown.get_by_role("link", name="dates.ics")).to_have_attribute("download", "dates.ics")
    expect(shown.get_by_role("link", name="📅 Open")).to_have_attribute("href", "https://example.org/open")


def test_keeps_private_replies_private(page: Page) -> None:
    client = discord(page)
    run(client, "/show secret")
    expect(client.locator(".message").last).to_contain_text("Nobody else sees this.")
    be(client, "Linus Sample")
    expect(client.locator(".message", has_text="Nobody else sees this.")).to_have_count(0)
    be(client, "Ada Example")
    mine = client.locator(".message", has_text="Nobody else sees this.")
    before = mine.count()
    mine.last.get_by_role("button", name="Dismiss message").click()
    expect(mine).to_have_count(before - 1)


def test_waits_for_a_late_answer_and_tells_of_none(page: Page) -> None:
    client = discord(page)
    run(client, "/show slow")
    expect(client.locator(".message").last).to_contain_text("Here it is, late.")
    run(client, "/show nothing")
    expect(client.get_by_role("alert").filter(has_text="did not respond")).to_be_visible()


def test_marks_what_reaches_somebody_else(page: Page) -> None:
    client = discord(page)
    be(client, "Ada Example")
    slash(client, "/show tell")
    client.get_by_label("person").press_sequentially("Otto")
    page.keyboard.press("Enter")
    client.get_by_role("combobox", name="text").press_sequentially("Look here")
    page.keyboard.press("Enter")
    face = client.locator('.face[data-name="Otto Outsider"]')
    expect(face.locator(".mark")).to_have_text("1")
    face.click()
    look(client, "mentorbot")
    expect(client.locator(".message").last).to_contain_text("Look here")
    expect(face.locator(".mark")).to_have_text("")


def test_writes_messages(page: Page) -> None:
    client = discord(page)
    look(client, "python-circle")
    say(client, "Hello **everybody**")
    expect(client.locator(".message").last.locator("strong", has_text="everybody")).to_be_visible()


def test_stays_quick_with_ten_thousand_messages(page: Page) -> None:
    client = discord(page)
    look(client, "design-studio")
    expect(client.locator(".message").last).to_contain_text("Message number 10000")
    assert client.locator(".message").count() == 50
    feed = client.locator(".feed")
    feed.evaluate("feed => feed.scrollTop = 0")
    expect(client.locator(".message").first).to_contain_text("Message number 9901")
    assert feed.evaluate("feed => feed.scrollTop") > 100, "the place one looks at has jumped"
    expect(client.locator(".jump")).to_be_hidden()


def test_opens_a_link_to_the_bot_on_telegram(page: Page) -> None:
    client = discord(page)
    be(client, "Linus Sample")
    run(client, "/show card")
    client.locator(".message").last.get_by_role("link", name="Chat").click()
    expect(telegram(page).locator(".me strong")).to_have_text("Linus Sample")
    expect(telegram(page).locator(".bubble").last).to_contain_text("/start hello")


def test_shows_the_same_to_two_tabs_of_one_person(opened: Open, parrot: str, context: BrowserContext) -> None:
    first, second = opened(parrot), opened(parrot)
    for page in (first, second):
        page.bring_to_front()
        be(discord(page), "Grace Specimen")
        look(discord(page), "python-circle")
    first.bring_to_front()
    say(discord(first), "Said in the first tab")
    expect(discord(second).locator(".message").last).to_contain_text("Said in the first tab")
    second.bring_to_front()
    say(discord(second), "Answered in the second")
    expect(discord(first).locator(".message").last).to_contain_text("Answered in the second")
