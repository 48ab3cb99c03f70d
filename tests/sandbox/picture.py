"""Take the picture at the head of the README anew: `python -m tests.sandbox.picture`.

The main story is played up to the reminder: a learner on Discord and the mentor on Telegram are told of it.
"""

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

from bot.sandbox.host import Sandbox
from bot.sandbox.opening import SCRIPTS, open_programme
from bot.sandbox.performing import perform
from bot.sandbox.script import read_script
from tests.sandbox.conftest import ARGUMENTS, chromium

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "sandbox.png"
LAST = "starts in 1 hour"


async def main() -> None:
    story = read_script(SCRIPTS / "story.txt")
    end = next(at for at, step in enumerate(story.steps) if LAST in step.text)
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(0, Path(folder) / "picture.sqlite3", begins=story.begins)
        try:
            await sandbox.start()
            await open_programme(sandbox)
            sandbox.tour.begin()
            await perform(sandbox, replace(story, steps=story.steps[: end + 1]), lambda _line: None)
            await look(sandbox.address)
        finally:
            await sandbox.close()


async def look(address: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        await page.goto(address)
        await show(page, "discord", "Ada Example")
        await show(page, "telegram", "Alan Placeholder")
        await page.mouse.move(640, 30)
        await page.screenshot(path=PICTURE)
        await browser.close()


async def show(page: Page, platform: str, name: str) -> None:
    """Be somebody who looks at what the bot has told them."""
    client = page.locator(f"#{platform}")
    await client.locator(f'.face[data-name="{name}"]').click()
    await client.locator(".sidebar .place", has_text="mentorbot").click()
    await expect(client.locator(".message").last).to_contain_text(LAST)


if __name__ == "__main__":
    asyncio.run(main())
