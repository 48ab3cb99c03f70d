"""The command line: mentorbot run, sandbox, check, migrate, backup, restored, pause, resume, verify."""

import asyncio
import gc
import os
from collections.abc import Coroutine
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

from bot import logs
from bot.config import ConfigError, Settings, load, warnings
from core.switches import Switch

ConfigPath = Annotated[Path | None, typer.Option("--config", help="Settings file; ./config.toml by default.")]
PORT = typer.Option(help="Port of the sandbox's page on 127.0.0.1.", min=0, max=65535, show_default="8765")
Db = Annotated[Path | None, typer.Option(help="Keep the sandbox's state in this file.")]
Reset = Annotated[bool, typer.Option("--reset", help="Forget the state that is kept in --db.")]
OpenPage = Annotated[bool, typer.Option("--open", help="Open the sandbox's page in the browser.")]
What = Annotated[Switch, typer.Argument(help="What is to be stopped, or to go on.")]
T = TypeVar("T")
BAD_CONFIG = 2
CANNOT_START = 3

cli = typer.Typer(
    name="mentorbot",
    help="A mentorship programme inside Discord and Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def settings_from(config: Path | None) -> Settings:
    """Read the settings; a bad one ends the program with every problem told."""
    try:
        settings = load(config, os.environ)
    except ConfigError as error:
        for line in error.lines():
            err.print(line, markup=False)
        raise typer.Exit(BAD_CONFIG) from None
    logs.configure(settings.log, settings.secrets())
    return settings


@cli.command()
def run(
    config: ConfigPath = None,
    movable_clock: Annotated[
        float | None, typer.Option(help="Seconds ahead; for the sandbox.", hidden=True)
    ] = None,
    port: Annotated[int | None, PORT] = None,
    db: Db = None,
    reset: Reset = False,
    open_page: OpenPage = False,
) -> None:
    """Start the bot; with no platform token configured, start the sandbox instead."""
    settings = settings_from(config)
    if not settings.faces:
        out.print("No platform token is configured, so this is the sandbox: nothing leaves this machine.")
        page_port = settings.sandbox.port if port is None else port
        _sandbox(page_port, db, reset=reset, open_page=open_page, script=None)
        return
    if port is not None or db or reset or open_page:
        err.print("--port, --db, --reset and --open are the sandbox's; use: mentorbot sandbox", markup=False)
        raise typer.Exit(BAD_CONFIG)
    for warning in warnings(settings):
        err.print(f"warning: {warning}", markup=False)
    gc.disable()  # Until the bot has started: nothing that it loads is garbage, and looking takes a sixth.
    # aiohttp reads the machine's certificates while it is loaded: on a second processor, beside our commands.
    Thread(target=import_module, args=("aiohttp",), name="certificates").start()
    import_module("bot.commands")
    from bot.running import serve

    raise typer.Exit(asyncio.run(serve(settings, movable_clock)))


@cli.command()
def sandbox(
    port: Annotated[int, PORT] = 8765,
    db: Db = None,
    reset: Reset = False,
    open_page: OpenPage = False,
    script: Annotated[
        Path | None, typer.Option(help="Play a list of steps and print the transcript.")
    ] = None,
) -> None:
    """Try everything in a browser: both platforms are imitated on this machine."""
    _sandbox(port, db, reset=reset, open_page=open_page, script=script)


def _sandbox(port: int, db: Path | None, *, reset: bool, open_page: bool, script: Path | None) -> None:
    from bot.sandbox.host import play

    raise typer.Exit(asyncio.run(play(port, db, reset=reset, open_page=open_page, script=script)))


@cli.command()
def check(config: ConfigPath = None) -> None:
    """Check settings, database, tokens' shape and both menus, without going online."""
    from bot.checking import findings

    settings = settings_from(config)
    for warning in warnings(settings):
        out.print(f"warning: {warning}", markup=False)
    problems = asyncio.run(findings(settings))
    for problem in problems:
        err.print(f"problem: {problem}", markup=False)
    if problems:
        raise typer.Exit(CANNOT_START)
    faces = ", ".join(settings.faces) or "none, so `mentorbot run` starts the sandbox"
    out.print(f"All is well. Platforms with a token: {faces}.", markup=False)


@cli.command()
def migrate(config: ConfigPath = None) -> None:
    """Bring the database to this program's schema; `run` does so by itself."""
    from bot.upkeep import migrate as bring_up

    out.print(_kept(bring_up(settings_from(config))), markup=False)


@cli.command()
def backup(target: Path, config: ConfigPath = None) -> None:
    """Write a consistent copy of the database while the bot runs, and open it to be sure."""
    from bot.upkeep import backup as copy

    out.print(_kept(copy(settings_from(config), target)), markup=False)


@cli.command()
def restored(config: ConfigPath = None) -> None:
    """Hold what is owed, once, before a copy is started that the bot cannot tell to be one."""
    from bot.upkeep import restored as hold

    out.print(_kept(hold(settings_from(config))), markup=False)


@cli.command()
def pause(what: What, config: ConfigPath = None) -> None:
    """Stop something for a while, as `admin pause` does, when no chat can be reached."""
    from bot.upkeep import turn

    out.print(_kept(turn(settings_from(config), what, paused=True)), markup=False)


@cli.command()
def resume(what: What, config: ConfigPath = None) -> None:
    """Let it go on where it stopped."""
    from bot.upkeep import turn

    out.print(_kept(turn(settings_from(config), what, paused=False)), markup=False)


@cli.command()
def verify(config: ConfigPath = None) -> None:
    """Check the promises about seats, states and notices on the database as it is."""
    from bot.upkeep import verify as broken

    found = _kept(broken(settings_from(config)))
    for sentence in found:
        err.print(sentence, markup=False)
    if found:
        raise typer.Exit(1)
    out.print("Every invariant holds.")


def _kept(work: Coroutine[Any, Any, T]) -> T:
    """Look after the database; what storage refuses ends the program with its sentence."""
    from bot.composing import StorageError

    try:
        return asyncio.run(work)
    except StorageError as error:
        err.print(str(error), markup=False)
        raise typer.Exit(CANNOT_START) from None
