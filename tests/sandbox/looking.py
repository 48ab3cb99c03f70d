"""What tests do on the page, in words."""

from playwright.sync_api import Locator, Page, expect

__all__ = ["be", "discord", "expect", "look", "run", "say", "slash", "telegram"]


def discord(page: Page) -> Locator:
    """The Discord client."""
    return page.locator("#discord")


def telegram(page: Page) -> Locator:
    """The Telegram client."""
    return page.locator("#telegram")


def be(client: Locator, name: str) -> None:
    """Be somebody."""
    client.locator(f'.face[data-name="{name}"]').click()
    expect(client.locator(".me strong")).to_have_text(name)
    expect(client.locator(".feed")).not_to_have_attribute("aria-busy", "true")


def look(client: Locator, place: str) -> None:
    """Look at a channel or chat."""
    client.locator(".sidebar .place", has_text=place).click()
    expect(client.locator(".client-head strong")).to_have_text(place)
    expect(client.locator(".feed")).not_to_have_attribute("aria-busy", "true")


def slash(client: Locator, command: str) -> None:
    """Type a command and choose it from the list."""
    field = client.locator(".composer textarea")
    field.fill(command)
    expect(client.get_by_role("option").first).to_contain_text(command)
    field.press("Enter")


def run(client: Locator, command: str) -> None:
    """Type a command that needs no option, and send it."""
    slash(client, command)
    client.locator(".chip-rest").press("Enter")


def say(client: Locator, text: str) -> None:
    """Write a message."""
    field = client.locator(".composer textarea")
    field.fill(text)
    field.press("Enter")
