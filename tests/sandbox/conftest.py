"""A sandbox to look at, and a browser to look with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEFT_OUT = (
    "the browser tests are left out: there is no Chromium here. Install it (Debian: apt install chromium), "
    "or name one in MENTORBOT_CHROMIUM, then run: make browser"
)
PATIENCE_MS = 15_000
"""How long a busy machine may take to show something."""
Open = Callable[..., Page]
expect.set_options(timeout=PATIENCE_MS)


def chromium() -> str | None:
    """Where the system's Chromium is."""
    return os.environ.get("MENTORBOT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def serving(which: str, folder: Path) -> Iterator[str]:
    """A sandbox in a process of its own; gives its address."""
    command = [sys.executable, "-m", "tests.sandbox.serving", which, str(folder)]
    # The command is this very interpreter with a module of these tests.
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 see above
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the sandbox did not start; see its last words above"
        try:
            yield address
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module: while it is open, its event loop runs in this thread, and no asynchronous test can."""
    path = chromium()
    if path is None:
        pytest.skip(LEFT_OUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def parrot(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a sandbox with the parrot in it."""
    with serving("parrot", tmp_path_factory.mktemp("parrot")) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id="Europe/Paris") as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context


def elsewhere(url: str, address: str) -> bool:
    """Whether something is asked of another server than the sandbox."""
    return not url.startswith((f"{address}/", "data:", "blob:"))


@pytest.fixture
def opened(context: BrowserContext) -> Iterator[Open]:
    """Open an address; whatever the page complains about, or asks of another machine, fails the test."""
    complaints: list[str] = []

    def listen(page: Page, address: str) -> None:
        page.on(
            "request", lambda asked: complaints.append(asked.url) if elsewhere(asked.url, address) else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    def open_page(address: str) -> Page:
        page = context.new_page()
        listen(page, address)
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_page
    # What a server refuses the browser notes by itself; the page says it to the person.
    assert [each for each in complaints if "Failed to load resource" not in each] == []


@pytest.fixture
def page(opened: Open, parrot: str) -> Page:
    """The page with the parrot, its faults switched off."""
    return opened(parrot)
