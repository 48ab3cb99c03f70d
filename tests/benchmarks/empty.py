"""Handlers that do nothing but answer, on the same libraries and transports as ours."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import discord
from discord import app_commands
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler

from bot.discord.client import find_gateway, point_at
from bot.telegram.transport import Transport
from bot.telegram.wire import Wire


@contextlib.asynccontextmanager
async def discord_bot(token: str, api_url: str) -> AsyncIterator[discord.Client]:
    """discord.py with one slash command, `/session join`, that answers “ok” to its presser alone."""
    point_at(api_url)
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)
    tree = app_commands.CommandTree(client)
    group = app_commands.Group(name="session", description="Sessions")
    tree.add_command(group)

    @group.command(name="join", description="Take a seat")
    async def join(interaction: discord.Interaction[Any], session: str) -> None:
        await interaction.response.send_message(f"ok {session}", ephemeral=True)

    connected = asyncio.Event()

    async def on_connect() -> None:
        connected.set()

    client.event(on_connect)
    async with client:
        await client.login(token)
        await tree.sync()
        await find_gateway(client, api_url)
        task = asyncio.get_running_loop().create_task(client.connect())
        await connected.wait()
        yield client
        await client.close()
        await task


@contextlib.asynccontextmanager
async def telegram_bot(token: str, api_url: str) -> AsyncIterator[None]:
    """python-telegram-bot's Application over aiohttp: polls, and a handler answers a press in two calls."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(api_url)
        .request(Transport())
        .get_updates_request(Transport())
        .concurrent_updates(True)
        .job_queue(None)
        .build()
    )
    application.add_handler(CommandHandler("start", _greet))
    application.add_handler(CallbackQueryHandler(_pressed))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling()
        try:
            yield
        finally:
            await application.updater.stop()
            await application.stop()


async def _greet(update: Update, _: Any) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text("Hello")


async def _pressed(update: Update, _: Any) -> None:
    press = update.callback_query
    assert press is not None
    await press.answer()
    await press.edit_message_text(f"ok {press.id}")


@contextlib.asynccontextmanager
async def telegram_calls(token: str, api_url: str) -> AsyncIterator[None]:
    """The same two calls without handler or objects, as far below the library as its Bot lets one go."""
    async with Wire(token, api_url, Transport()) as bot:
        working: set[asyncio.Task[None]] = set()
        polling = asyncio.get_running_loop().create_task(_poll(bot, working))
        yield
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling


async def _poll(bot: Wire, working: set[asyncio.Task[None]]) -> None:
    offset = None
    while True:
        updates = await bot.call("getUpdates", {"offset": offset, "timeout": 30}, read_timeout=40)
        for update in updates:
            offset = int(update["update_id"]) + 1
            task = asyncio.get_running_loop().create_task(_answer(bot, update))
            working.add(task)
            task.add_done_callback(working.discard)


async def _answer(bot: Wire, update: dict[str, Any]) -> None:
    if "message" in update:
        await bot.call("sendMessage", {"chat_id": update["message"]["chat"]["id"], "text": "Hello"})
        return
    press = update["callback_query"]
    message = press["message"]
    await bot.call("answerCallbackQuery", {"callback_query_id": press["id"]})
    await bot.call(
        "editMessageText",
        {"chat_id": message["chat"]["id"], "message_id": message["message_id"], "text": f"ok {press['id']}"},
    )
