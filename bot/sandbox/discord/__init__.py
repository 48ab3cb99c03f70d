"""An imitation of Discord on loopback: HTTP API v10 and gateway, as strict as the documented limits."""

from bot.sandbox.discord.call import Upload
from bot.sandbox.discord.faults import Fault
from bot.sandbox.discord.interactions import Answer, Interaction, Modal
from bot.sandbox.discord.people import Person
from bot.sandbox.discord.reading import answer_texts, buttons, inputs, modal_texts, selects, texts
from bot.sandbox.discord.records import Channel, Guild, Message, Role, User
from bot.sandbox.discord.resolving import CannotDoError
from bot.sandbox.discord.server import APPLICATION_ID, TOKEN, DiscordStandIn

__all__ = [
    "APPLICATION_ID",
    "TOKEN",
    "Answer",
    "CannotDoError",
    "Channel",
    "DiscordStandIn",
    "Fault",
    "Guild",
    "Interaction",
    "Message",
    "Modal",
    "Person",
    "Role",
    "Upload",
    "User",
    "answer_texts",
    "buttons",
    "inputs",
    "modal_texts",
    "selects",
    "texts",
]
