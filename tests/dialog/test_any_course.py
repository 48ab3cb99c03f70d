"""Whatever people press and type in whatever order: no error, no half effect, nothing done twice."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog.asking import Asking, Do, Step
from bot.dialog.incoming import Invoke, Pressed, Typed
from bot.dialog.kinds import Confirm
from bot.dialog.view import Press
from tests.dialog.conftest import CATALOGUE, House, Somebody, said

FIELDS = ("title", "size", "note", "confirmed", "chosen", "to_all", "thing", "mode", "start", "length")
WORDS = ["Rust", "taken", "full", "forbidden", "yes", "no", "ta", "ONLINE", "", " ", "😀", "\ud800", None]
DIGITS = ["5", "11", "1", "90", "tomorrow 6pm", "2026-03-05", "18:00", "2026-03-29 02:30"]
COMMANDS = ["thing add", "tags", "plan", "thing show", "cancel", "home"]
PRESSES = [Press("thing-drop", {"thing": 3}, seen=2), Press("thing join")]
ANSWERS = st.sampled_from([*WORDS, *DIGITS])
PARAMS = st.sampled_from([*FIELDS, None, "nope"])
MOVES = st.one_of(
    st.tuples(st.just("invoke"), st.sampled_from(COMMANDS)),
    st.tuples(st.just("type"), ANSWERS),
    st.tuples(st.just("step"), st.sampled_from(Do), PARAMS, ANSWERS, st.integers(0, 3)),
    st.tuples(st.just("first"), st.sampled_from([Do.ANSWER, Do.TOGGLE, Do.SKIP, Do.DONE]), ANSWERS),
    st.just(("given", {"title": "Rust", "size": "5", "note": "x"})),
    st.tuples(st.just("first"), st.just(Do.ANSWER), st.just("yes")),
    st.tuples(st.just("form"), st.dictionaries(st.sampled_from(FIELDS), ANSWERS, max_size=4)),
    st.tuples(st.just("press"), st.sampled_from(PRESSES)),
    st.just(("again",)),
    st.just(("restart",)),
    st.tuples(st.just("wait"), st.integers(1, 200)),
)


@dataclass
class Course:
    """One person's way through, checked at each step."""

    house: House = field(default_factory=lambda: House(CATALOGUE, per_minute=100_000))
    asked: list[Asking] = field(default_factory=list)
    waited: bool = False

    def __post_init__(self) -> None:
        self.ada: Somebody = self.house.person()

    async def go(self, move: tuple[Any, ...]) -> None:
        tables = self.house.database.tables
        before, drafts = len(tables.things), dict(tables.drafts)
        body = await self._move(*move)
        if body is None:
            return
        tables = self.house.database.tables
        assert "Sorry" not in said(body), (move, body)
        assert len(tables.things) - before in ((0,) if move[0] == "again" else (0, 1))
        if len(tables.things) > before:
            assert tables.drafts == {}
        if move[0] == "again" and not self.waited:
            assert tables.drafts == drafts
        self.waited = False
        if isinstance(body, Asking):
            self.check(body)
            self.asked.append(body)

    async def _move(self, name: str, *rest: Any) -> Any:
        body = None
        match name:
            case "invoke":
                body = await self.ada.send(Invoke(rest[0]))
            case "given":
                body = await self.ada.send(Invoke("thing add", rest[0]))
            case "type":
                body = await self.ada.send(Typed(rest[0] or ""))
            case "press":
                body = await self.ada.press(rest[0])
            case "again" if self.ada.incoming:
                body = await self.ada.again()
            case "restart":
                self.house.restart()
            case "wait":
                self.waited = True
                self.house.clock.at += timedelta(hours=rest[0])
            case "step" | "first" | "form" if self.asked:
                body = await self._step(name, *rest)
        return body

    async def _step(self, name: str, *rest: Any) -> Any:
        asked = self.asked[-1]
        if name == "form":
            step, values = Step(asked.draft_id, asked.version, Do.FORM), rest[0]
        elif name == "first":
            step, values = Step(asked.draft_id, asked.version, rest[0], asked.questions[0].param, rest[1]), {}
        else:
            version = max(1, asked.version - rest[3])
            step, values = Step(asked.draft_id, version, rest[0], rest[1], rest[2]), {}
        sealer = self.house.engine.sealer(1)
        token = sealer.seal(step)
        await sealer.keep()
        return await self.ada.send(Pressed(token, values))

    def check(self, asked: Asking) -> None:
        """A question is about the stored draft, and the confirmation is asked when nothing else is."""
        draft = self.house.database.tables.drafts[asked.draft_id]
        assert (draft.command, draft.version) == (asked.command, asked.version)
        assert asked.questions
        assert 0 < asked.position <= asked.total
        confirm = [isinstance(question.kind, Confirm) for question in asked.questions]
        assert not any(confirm) or confirm == [True]


@settings(max_examples=300)
@given(st.lists(MOVES, min_size=3, max_size=25))
async def test_any_course(moves: list[tuple[Any, ...]]) -> None:
    course = Course()
    for move in moves:
        await course.go(move)
    assert len(course.house.database.tables.drafts) <= 1
