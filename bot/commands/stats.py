"""What a mentor has done, and what a learner has done, as text and as a picture."""

from bot.dialog.call import Call
from bot.dialog.command import command
from bot.dialog.view import View
from bot.views import stats as views
from core.home import service


@command("stats", telegram="stats")
async def stats(call: Call) -> View:
    """Own figures: as a learner, and as a mentor where there are any."""
    return views.stats(call.words, await call.read(service.figures))
