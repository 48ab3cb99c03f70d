"""The log: canaries at DEBUG through every path, and lines that cannot be forged; trust.md G17."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp
import httpx
import pytest
import structlog
from aiohttp import web

from bot import logs
from bot.config.settings import Log

CANARY = "canary-7d2e4f"
TELEGRAM = f"123456789:AAF-{CANARY}-only_its_form_000"
Lines = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the process's log as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    for place, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    yield
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(params=["console", "json"])
def lines(request: pytest.FixtureRequest) -> Lines:
    """What was logged so far, at DEBUG, in both forms."""
    stream = io.StringIO()
    logs.configure(Log(level="DEBUG", format=request.param), [CANARY], stream)
    return lambda: stream.getvalue().splitlines()


def logged(level: str = "DEBUG") -> tuple[Callable[[], list[dict[str, Any]]], io.StringIO]:
    """A JSON log, read back."""
    stream = io.StringIO()
    logs.configure(Log(level=level, format="json"), [CANARY], stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()], stream


def chain() -> None:
    """Raise an error whose cause, context and notes carry the canary."""
    try:
        raise KeyError(CANARY)
    except KeyError as cause:
        error = ValueError(f"postgresql+asyncpg://u:{CANARY}@h/d\n2026-01-01 [info] ready")
        error.add_note(f"token={CANARY}")
        raise error from cause


def in_message() -> None:
    logging.getLogger("a").debug("update %s", {"text": CANARY})
    structlog.get_logger("b").debug(f"update {CANARY}", extra_key=[CANARY], other={CANARY: (CANARY,)})


def in_exception() -> None:
    for log in (logging.getLogger("a"), structlog.get_logger("b")):
        try:
            chain()
        except ValueError:
            log.exception("failed")
        try:
            raise ExceptionGroup(CANARY, [ValueError(CANARY)])
        except ExceptionGroup as group:
            log.exception("failed", exc_info=group)


def in_stack() -> None:
    logging.getLogger("a").error("here", stack_info=True)
    structlog.get_logger("b").error(CANARY, stack_info=True)


def in_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(CANARY, stacklevel=1)


def in_hooks() -> None:
    def fail() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        chain()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def in_context() -> None:
    with logs.correlated(CANARY):
        structlog.get_logger("b").info("inside")


PATHS = [in_message, in_exception, in_stack, in_warning, in_hooks, in_context]


@pytest.mark.parametrize("path", PATHS)
def test_a_canary_never_sings(
    lines: Lines, path: Callable[[], None], capfd: pytest.CaptureFixture[str]
) -> None:
    path()
    outside = capfd.readouterr()
    assert lines(), "the path must have logged something"
    assert CANARY not in "\n".join([*lines(), outside.out, outside.err])


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_line_that_cannot_be_written_says_only_whose_it_was(
    form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    stream = io.StringIO()
    logs.configure(Log.model_validate({"format": form}), [CANARY], stream)
    logging.getLogger("a").error("%d", CANARY)
    assert stream.getvalue() == "a log line of a could not be written\n"
    assert capfd.readouterr().err == ""


async def answer(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


@pytest.mark.parametrize("library", ["httpx", "aiohttp"])
async def test_an_address_with_a_token_is_not_logged_by_a_client(lines: Lines, library: str) -> None:
    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TELEGRAM}/getMe"
    if library == "httpx":
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.get(url)
    else:
        async with aiohttp.ClientSession() as session, session.get(url) as got:
            await got.text()
    await runner.cleanup()
    logging.getLogger("done").info("done")
    assert CANARY not in "\n".join(lines())
    assert "only_its_form" not in "\n".join(lines())
    assert not any("httpx" in line or "aiohttp.access" in line for line in lines())


@pytest.mark.parametrize(
    "name", ["httpx", "httpcore", "aiohttp.access", "telegram.ext", "discord.http", "aiosqlite"]
)
def test_libraries_that_write_bodies_at_debug_are_held_back(name: str) -> None:
    read, _ = logged()
    logging.getLogger(name).debug("a whole body")
    assert read() == []
    logging.getLogger(name).warning("something")
    assert [line["logger"] for line in read()] == [name]


def test_a_level_above_the_floors_holds_for_libraries_too() -> None:
    read, _ = logged("ERROR")
    logging.getLogger("telegram").warning("no")
    structlog.get_logger("a").warning("no")
    logging.getLogger("telegram").error("yes")
    assert [line["event"] for line in read()] == ["yes"]


@pytest.mark.parametrize(
    "ending", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x1b[2K"]
)
def test_a_line_cannot_be_forged(lines: Lines, ending: str) -> None:
    forged = f"x{ending}2026-01-01T00:00:00Z [info     ] ready"
    structlog.get_logger("b").info(forged, key=forged, nested=[forged])
    logging.getLogger("a").info("%s", forged)
    assert len(lines()) == 2
    assert all(ending not in line for line in lines())


def test_a_trace_cannot_forge_a_line(lines: Lines) -> None:
    try:
        chain()
    except ValueError:
        structlog.get_logger("b").exception("failed")
    assert len([line for line in lines() if "ready" in line and not line.startswith(("  | ", "{"))]) == 0
    assert len([line for line in lines() if not line.startswith("  | ")]) == 1


def test_json_has_one_object_a_line_with_the_same_keys_for_all() -> None:
    read, _ = logged()
    with logs.correlated("c-1"):
        structlog.get_logger("ours").info("ready", faces=["discord"])
        logging.getLogger("theirs").info("hello %s", "you")
    structlog.get_logger("ours").info("after")
    ours, theirs, after = read()
    assert list(ours)[:5] == ["timestamp", "level", "event", "logger", "correlation"]
    assert (ours["event"], ours["faces"], ours["logger"]) == ("ready", ["discord"], "ours")
    assert (theirs["event"], theirs["correlation"], theirs["level"]) == ("hello you", "c-1", "info")
    assert ours["timestamp"].endswith("Z")
    assert "correlation" not in after


def test_an_exception_keeps_its_causes() -> None:
    read, _ = logged()
    try:
        chain()
    except ValueError:
        structlog.get_logger("ours").exception("failed")
    (line,) = read()
    assert "KeyError" in line["exception"]
    assert "direct cause" in line["exception"]


def test_a_stack_that_was_asked_for_is_shown() -> None:
    read, _ = logged()
    structlog.get_logger("ours").info("here", stack_info=True)
    logging.getLogger("theirs").info("here", stack_info=True)
    assert ["test_a_stack_that_was_asked_for_is_shown" in line["stack"] for line in read()] == [True, True]


def test_the_console_says_ready_on_one_plain_line() -> None:
    stream = io.StringIO()
    logs.configure(Log(), (), stream)
    structlog.get_logger("bot.app").info("ready", faces="discord, telegram")
    (line,) = stream.getvalue().splitlines()
    assert " ready " in line
    assert "\x1b" not in line


def test_configuring_again_does_not_log_twice() -> None:
    logged()
    read, _ = logged()
    logging.getLogger("a").info("once")
    assert len(read()) == 1


def test_an_interrupt_by_hand_is_no_error() -> None:
    read, _ = logged()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert read() == []


def test_a_closed_stream_does_not_raise() -> None:
    _, stream = logged()
    stream.close()
    logging.getLogger("a").info("nobody hears this")
