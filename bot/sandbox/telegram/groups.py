"""Groups in a tester's hands: who joins, leaves and leads, and what becomes of the bot in them."""

from bot.sandbox.telegram import wire
from bot.sandbox.telegram.errors import JsonObject
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.world import Chat, Status, User


class Group:
    """One group or supergroup; `chat` is what people send to."""

    def __init__(self, state: State, chat: Chat) -> None:
        """Take over a group of the world."""
        self.state = state
        self.chat = chat

    @property
    def id(self) -> int:
        """Return the chat's id."""
        return self.chat.id

    def add(self, person: Person, *, leads: bool = False) -> None:
        """Let a person in, by the service message everyone sees."""
        status = Status.ADMINISTRATOR if leads else Status.MEMBER
        self.state.change_member(self.chat, person.user, person.user, status)
        self._tell(person.user, {"new_chat_members": [wire.user_json(person.user)]})

    def promote(self, person: Person) -> None:
        """Make a member an administrator."""
        self.state.change_member(self.chat, person.user, person.user, Status.ADMINISTRATOR)

    def remove(self, person: Person) -> None:
        """Let a person go."""
        self._tell(person.user, {"left_chat_member": wire.user_json(person.user)})
        self.state.change_member(self.chat, person.user, person.user, Status.LEFT)

    def add_bot(self, by: Person, *, leads: bool = False) -> None:
        """Add the bot, as a member or an administrator."""
        status = Status.ADMINISTRATOR if leads else Status.MEMBER
        bot = self.state.world.bot
        self.state.change_member(self.chat, by.user, bot, status)
        self._tell(by.user, {"new_chat_members": [wire.user_json(bot)]})

    def kick_bot(self, by: Person) -> None:
        """Throw the bot out."""
        self.state.change_member(self.chat, by.user, self.state.world.bot, Status.KICKED)

    def migrate(self, by: Person) -> "Group":
        """Turn a basic group into a supergroup and return that; the old id only answers where to go."""
        new = self.state.world.add_group(self.chat.title or "", "supergroup")
        new.members = dict(self.chat.members)
        self._tell(by.user, {"migrate_to_chat_id": new.id})
        self.chat.migrated_to = new.id
        moved = Group(self.state, new)
        moved._tell(by.user, {"migrate_from_chat_id": self.chat.id})
        return moved

    def _tell(self, by: User, service: JsonObject) -> None:
        self.state.deliver(self.state.world.post(self.chat, by, service=service))
