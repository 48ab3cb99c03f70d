"""An imitation of Discord on loopback: HTTP API v10 and gateway, as strict as the documented limits.

In a test, with a discord.py client whose ``Route.BASE`` is ``standin.api_url``::

    standin = DiscordStandIn(clock.now, spec=path_of_discords_openapi_json)
    await standin.start()
    await standin.connected()
    ada = standin.add_person("Ada Example", locale="fr", roles=[standin.world.add_role("Learners")])
    asked = await ada.slash(None, "session join", {"session": "12"})
    answer = await asked.answered()          # kind, message, modal or choices
    answer_texts(answer), buttons(answer.message), selects(answer.message)
    done = await (await ada.press(answer.message, label="Join")).answered()
    sent = await (await ada.submit(opened.modal, {"Name": "Algebra"})).answered()
    await ada.receives_dm("Reminder")
    standin.faults.order(Fault("429", "POST /channels/*/messages", times=1))
    await standin.settled()
    assert not standin.violations and not standin.unknown_calls and not standin.limits.breaches

``standin.limits.relax()`` takes the rate limits away, for tests that are about something else.
"""

from bot.sandbox.discord.faults import Fault
from bot.sandbox.discord.interaction import Answer, Interaction, Modal
from bot.sandbox.discord.people import Person
from bot.sandbox.discord.reading import answer_texts, buttons, inputs, modal_texts, selects, texts
from bot.sandbox.discord.records import Channel, Guild, Message, Role, Upload, User
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
