"""Everybody is answered in their own language and zone, whatever command they give."""

import ast

from bot.dialog.written import plain
from tests.architecture.source import sources
from tests.commands.town import Town


async def test_an_admin_who_chose_french_pauses_in_french(town: Town) -> None:
    margo = await town.person("Margo Admin", admin=True)
    await town.do(lambda uow: uow.people.set_language(margo.id, "fr"))
    await margo.do("admin pause")
    assert "Rien n’est en pause" in plain(margo.view.title, "fr", "UTC")
    await margo.press("Suspendre Discord", row="Discord")
    assert "En pause" in plain(margo.view.title, "fr", "UTC")
    await margo.press("Reprendre Discord", row="Discord")


def test_no_handler_words_its_answer_before_it_is_known_who_asks() -> None:
    """`call.words` is in the person's language only after the first read or write was awaited."""
    early = [
        f"{source.path}:{handler.lineno}"
        for source in sources()
        if source.path.startswith("bot/commands/")
        for handler in ast.walk(source.tree)
        if isinstance(handler, ast.AsyncFunctionDef) and _words_come_first(handler)
    ]
    assert early == []


def _words_come_first(handler: ast.AsyncFunctionDef) -> bool:
    """Whether `call.words` is evaluated before anything was awaited, and something is awaited at all."""
    order = [node for statement in handler.body for node in _evaluated(statement)]
    words = next((at for at, node in enumerate(order) if isinstance(node, ast.Attribute)), None)
    awaited = next((at for at, node in enumerate(order) if isinstance(node, ast.Await)), None)
    return words is not None and awaited is not None and words < awaited


def _evaluated(node: ast.AST) -> list[ast.AST]:
    """Awaits and `call.words` in the order in which they are evaluated."""
    found = [one for child in ast.iter_child_nodes(node) for one in _evaluated(child)]
    if isinstance(node, ast.Await) or (isinstance(node, ast.Attribute) and node.attr == "words"):
        found.append(node)
    return found
