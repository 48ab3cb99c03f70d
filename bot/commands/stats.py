"""What a mentor has done, and what a learner has done, as text and as a picture."""

import asyncio

from bot.dialog.call import Call
from bot.dialog.command import command
from bot.dialog.view import View
from bot.views import stats as views
from core.home import service


@command("stats", telegram="stats")
async def stats(call: Call) -> View:
    """Own figures: as a learner, and as a mentor where there are any."""
    found = await call.read(service.figures)
    # The picture takes a tenth of a second to draw: longer than the loop may stand still.
    return await asyncio.to_thread(views.stats, call.words, found)
