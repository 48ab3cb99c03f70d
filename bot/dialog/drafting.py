"""What an input does to a draft, worked out from the stored draft alone: no state lives in the process."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

from bot.dialog.answers import kept
from bot.dialog.asking import Asking, Do, Step
from bot.dialog.binding import Bound, bind, confirms, seen_in
from bot.dialog.command import Command, Context, Param
from bot.dialog.kinds import Pick, Uploaded
from bot.dialog.questions import Page, asking, page_of, previous
from bot.dialog.reading import Reading
from core.drafts import Draft
from core.errors import Refusal

_LONGEST_RAW = 6000
"""A wrong answer longer than that is not kept for correction."""
ANY_VERSION = frozenset({Do.FORM, Do.OPEN, Do.LOOK, Do.CANCEL})
"""What is meant the same however far the draft has moved on: answers of a form name their questions."""


@dataclass(frozen=True, slots=True)
class Shows:
    """Nothing changes; this is asked."""

    asking: Asking


@dataclass(frozen=True, slots=True)
class Saves:
    """These answers are stored, then this is asked."""

    raws: Mapping[str, object]
    asking_param: str | None
    asking: Asking


@dataclass(frozen=True, slots=True)
class Runs:
    """Everything is answered: the command can be carried out."""

    raws: Mapping[str, object]
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Cancels:
    """The draft ends."""


Change = Shows | Saves | Runs | Cancels


@dataclass(frozen=True, slots=True)
class Filling:
    """A half-filled command in the hands of its person, inside one transaction."""

    command: Command
    raws: Mapping[str, Any]
    asking: str | None
    reading: Reading
    draft: Draft | None = None

    def check(self, final: Collection[str]) -> None:
        """Raise what no further answer could mend: roles and states may have changed since the last one."""
        bound = self._bound()
        if self.command.ready is not None:
            reader = self.reading.known()
            about = (reader.uow, reader.actor, self.reading.now)
            self.command.ready(Context(*about, bound.answered, seen_in(self.raws)))
        for refusal in bound.refused.values():
            if refusal.code in final:
                raise refusal

    def step(  # noqa: C901, PLR0911 - one branch a button, so that mypy sees one left out
        self, step: Step, values: Mapping[str, object]
    ) -> Change:
        """What a button, a select menu or a form does. Raises Refusal for a hidden parameter only."""
        match step.do:
            case Do.ANSWER:
                return self.answer(step.param, values.get(step.param or "", step.value))
            case Do.FORM:
                return self._form(values)
            case Do.OPEN:
                return self.show()
            case Do.BACK:
                return self._go_to(previous(self._bound(), self.asking))
            case Do.SKIP:
                return self._skip(step.param or self.asking)
            case Do.CANCEL:
                return Cancels()
            case Do.CHANGE:
                return self._go_to(step.param or next((p.name for p in self._bound().questions), None))
            case Do.LOOK:
                return self.show(Page(step.param or self.asking, look=step.value))
            case Do.TOGGLE:
                if step.param is not None and step.param in values:
                    return self._choose(step.param, values[step.param], step.value)
                return self._toggle(step.param, step.value)
            case Do.DONE:
                return self._done(step.param)
            case _:
                assert_never(step.do)

    def show(self, page: Page | None = None) -> Shows:
        """Ask what is to be asked now."""
        return Shows(self._ask(self._bound(), page or Page(self.asking)))

    def begin(self) -> Saves | Runs:
        """Start asking: with what was given along, wrong answers included.

        Raises Refusal for a thing that was chosen before, on a card or in an option, and cannot be meant.
        """
        for name, refusal in self._bound().refused.items():
            if isinstance(self.command.param(name).kind, Pick) and not refusal.code.startswith("answer-"):
                raise refusal
        changed = self._go_on(dict(self.raws))
        if isinstance(changed, Saves | Runs):
            return changed
        raise AssertionError("a beginning is stored")

    def typed(self, raw: object) -> Change:
        """Free text or a file answers the open question."""
        bound = self._bound()
        name = self.asking or next((p.name for p in bound.asked if confirms(p)), None)
        name = name or next((p.name for p in bound.pending), None)
        param = self._param(name)
        if param is not None and isinstance(param.kind, Pick) and param.kind.many:
            return self._add(param, raw)
        return self.answer(name, raw, typed=True)

    def answer(self, name: str | None, raw: object, *, typed: bool = False) -> Change:
        """Answer one question; a wrong answer is told and not stored."""
        param = self._param(name)
        if param is None:
            return self.show()
        if raw is None:
            return self._wrong(param, Refusal("answer-empty"))
        bound = self._with(param, raw, typed=typed)
        if param.name in bound.refused:
            return self._wrong(param, bound.refused[param.name], raw if typed else None)
        return self._go_on({**self.raws, param.name: raw}, bound)

    def refused(self, refusal: Refusal, name: str | None) -> Saves:
        """Come back to the question a refusal concerns, or to the last one; every answer is still there."""
        bound = self._bound()
        concerned = self._param(name)
        if concerned is None or concerned not in bound.asked:
            concerned = bound.asked[-1] if bound.asked else None
        shown = None if concerned is None or confirms(concerned) else concerned.name
        errors = {concerned.name: refusal} if concerned else {}
        return Saves(self.raws, shown, self._ask(bound, Page(shown, errors=errors)))

    def _form(self, values: Mapping[str, object]) -> Change:
        raws = dict(self.raws)
        for name, raw in values.items():
            param = self._param(name)
            if param is None or confirms(param):
                continue
            empty = raw is None or raw in ("", []) or (isinstance(raw, str) and not raw.strip())
            raws[name] = (None if param.optional else "") if empty else _correctable(raw)
        return self._go_on(raws)

    def _skip(self, name: str | None) -> Change:
        param = self._param(name)
        if param is None or not param.optional:
            return self.show()
        return self._go_on({**self.raws, param.name: None})

    def _toggle(self, name: str | None, value: str | None) -> Change:
        param = self._param(name)
        if param is None or value is None:
            return self.show()
        value, _, look = value.partition("@")
        chosen = self._chosen(param.name)
        chosen = [one for one in chosen if one != value] if value in chosen else [*chosen, value]
        return self._stay(param, chosen, look or None)

    def _choose(self, name: str | None, picked: object, look: str | None) -> Change:
        """What is picked of one page stands for everything on that page; other pages stay as they are."""
        param = self._param(name)
        if param is None or not isinstance(param.kind, Pick):
            return self.show()
        new = [
            str(one) for one in (picked if isinstance(picked, list | tuple) else [picked]) if one is not None
        ]
        offered = {one.value for one in page_of(param.kind, look, self.reading)}
        others = [one for one in self._chosen(param.name) if one not in offered]
        return self._stay(param, list(dict.fromkeys([*others, *new])), look)

    def _add(self, param: Param, raw: object) -> Change:
        """A typed name adds to a pick of several."""
        bound = self._with(param, [raw], typed=True)
        if param.name in bound.refused:
            return self._wrong(param, bound.refused[param.name], raw)
        found = bound.answered.get(param.name)
        ids = [str(one) for one in found] if isinstance(found, tuple) else []
        return self._stay(param, list(dict.fromkeys([*self._chosen(param.name), *ids])))

    def _done(self, name: str | None) -> Change:
        param = self._param(name)
        if param is None:
            return self.show()
        if not self._chosen(param.name):
            return (
                self._skip(param.name)
                if param.optional
                else self._wrong(param, Refusal("answer-none-chosen"))
            )
        return self._go_on(dict(self.raws))

    def _chosen(self, name: str) -> list[str]:
        found = self.raws.get(name)
        return [str(one) for one in found] if isinstance(found, list) else []

    def _stay(self, param: Param, chosen: list[str], look: str | None = None) -> Saves:
        raws = {key: raw for key, raw in self.raws.items() if key != param.name}
        if chosen:
            raws[param.name] = chosen
        return Saves(raws, param.name, self._ask(self._bound(raws), Page(param.name, look), raws))

    def _go_to(self, name: str | None) -> Change:
        if self._param(name) is None:
            return self.show()
        return Saves(self.raws, name, self._ask(self._bound(), Page(name)))

    def _go_on(self, raws: dict[str, object], bound: Bound | None = None) -> Change:
        """To the next question, or to the end."""
        bound = bound or self._bound(raws)
        raws = _kept(bound, raws)
        pending = bound.pending
        if not pending:
            return Runs(raws, bound.values)
        first = None if confirms(pending[0]) else pending[0].name
        return Saves(raws, first, self._ask(bound, Page(first), raws))

    def _wrong(self, param: Param, refusal: Refusal, raw: object = None) -> Shows:
        search = raw if isinstance(raw, str) else None
        name = None if confirms(param) else param.name
        return self.show(Page(name, search=search, errors={param.name: refusal}))

    def _bound(self, raws: Mapping[str, Any] | None = None) -> Bound:
        return bind(self.command, self.raws if raws is None else raws, self.reading)

    def _with(self, param: Param, raw: object, *, typed: bool) -> Bound:
        """The answers with a new one; a time alone refers to the day given before."""
        new = replace(self.reading, typed=typed, day=self._bound().partial.get(param.name))
        return bind(self.command, {**self.raws, param.name: raw}, self.reading, new, param.name)

    def _ask(self, bound: Bound, page: Page, raws: Mapping[str, object] | None = None) -> Asking:
        asked = asking(bound, self.raws if raws is None else raws, page, self.reading)
        if self.draft is None:
            return asked
        return replace(
            asked, draft_id=self.draft.id, version=self.draft.version, message_id=self.draft.message_id
        )

    def _param(self, name: str | None) -> Param | None:
        """The parameter, if it is one that people may answer."""
        found = next((param for param in self.command.params if param.name == name), None)
        return None if found is None or found.hidden else found


def _kept(bound: Bound, raws: Mapping[str, object]) -> dict[str, object]:
    """Answers as a draft stores them: what was read as its value, the confirmation and a refused file not."""
    found: dict[str, object] = {}
    for name, raw in raws.items():
        if name in bound.answered:
            if not confirms(bound.command.param(name)):
                found[name] = kept(bound.answered[name])
        elif name in bound.partial:
            found[name] = kept(bound.partial[name])
        elif not isinstance(raw, Uploaded):
            found[name] = raw
    return found


def _correctable(raw: object) -> object:
    """A form's answer, kept even if it is wrong so that it can be corrected."""
    if not isinstance(raw, str):
        return raw
    return raw[:_LONGEST_RAW].replace("\x00", "").encode("utf-8", "replace").decode()
