"""Groups in which somebody has lately turned to the bot: offered when a command asks for a group."""

from collections import OrderedDict

MOST_PEOPLE = 2_000
A_PERSON = 5


class Groups:
    """Remembered while the process runs; people can do nothing with a group's number."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, OrderedDict[str, str]] = OrderedDict()

    def seen(self, user_id: str, chat_id: str, title: str) -> None:
        """Somebody wrote to the bot in this group, or let it in."""
        theirs = self._seen.setdefault(user_id, OrderedDict())
        theirs[chat_id] = title
        theirs.move_to_end(chat_id)
        self._seen.move_to_end(user_id)
        if len(theirs) > A_PERSON:
            theirs.popitem(last=False)
        if len(self._seen) > MOST_PEOPLE:
            self._seen.popitem(last=False)

    def of(self, user_id: str) -> list[tuple[str, str]]:
        """Chat id and title, the latest first."""
        return list(reversed(self._seen.get(user_id, {}).items()))
