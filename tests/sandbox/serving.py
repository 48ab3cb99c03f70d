"""A sandbox in a process of its own for the browser tests: `python -m tests.sandbox.serving parrot FOLDER`.

With `parrot` the small bot of `parrot.py` runs, with `real` mentorbot itself. It says its address when ready.
"""

import asyncio
import signal
import sys
from pathlib import Path

from bot.sandbox.child import RUN
from bot.sandbox.host import Sandbox
from bot.sandbox.opening import open_programme, see_arrivals

PARROT = (sys.executable, "-m", "tests.sandbox.parrot")
MANY = 10_000


def fill(sandbox: Sandbox) -> None:
    """Let one channel have 10,000 messages."""
    posts = sandbox.discord.posts
    channel = sandbox.community.channels["Design studio"]
    ada = sandbox.community.discord["Ada Example"].user
    for number in range(1, MANY + 1):
        posts.post(posts.make(channel, ada, content=f"Message number {number}"))


async def main(which: str, folder: Path) -> None:
    command = PARROT if which == "parrot" else RUN
    sandbox = Sandbox(0, folder / "sandbox.sqlite3", command=command)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    try:
        await sandbox.start()
        if which == "parrot":
            fill(sandbox)
        else:
            await open_programme(sandbox)
            await see_arrivals(sandbox)
        sandbox.tour.begin()
        sys.stdout.write(f"{sandbox.address}\n")
        sys.stdout.flush()
        await ended.wait()
    finally:
        await sandbox.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
