"""Playing cells: somebody tries something in a state, and what came of it is compared with the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.audit import AuditOutcome
from core.errors import Denied, Refusal
from core.people.model import Actor
from tests.proofs.areas import AREAS, Area
from tests.proofs.deeds import DEEDS, NOTHING, Deed
from tests.proofs.expected import TABLES, action_of
from tests.proofs.rehearsal import Rehearsal
from tests.proofs.stage import Stage
from tests.proofs.table import Verdict

TOLD = frozenset(
    {
        NOTHING,
        *("session-unknown", "group-unknown", "mentor-unknown"),
        *("session-not-joined", "session-leave-leading", "session-already-joined", "session-join-leading"),
        *("group-not-joined", "group-already-joined"),
        *("application-mentor-already", "application-mentor-revoked"),
        *("admin-last", "admin-by-settings", "link-own-code"),
    }
)
"""What those hear who are refused for what they are without having done anything wrong: that the thing is
not there for them, or what they are to it already. Everybody else is denied, and that is noted."""

NOTED_AS = {"session.copy: announced again": "session.announce"}
"""Under which action the audit log has what is more than one."""
ONE_A_LEARNER = {"session.mark: all"}
SEATED_ALREADY = {("session.delete", "an admin who joined")}
"""Not played: nobody may have joined for it, whoever tries (tests/services/test_editing.py)."""


@dataclass(frozen=True)
class Cell:
    """Somebody, something, a state."""

    area: str
    what: str
    role: str
    state: str

    def expected(self) -> Verdict:
        """What the table says."""
        area = AREAS[self.area]
        words = area.roles[self.role].words
        return TABLES[self.area].verdict(self.what, words, area.states[self.state])


def cells(area: str, what: str) -> list[Cell]:
    """Every role in every state."""
    found: Area = AREAS[area]
    roles = [role for role in found.roles if (what, role) not in SEATED_ALREADY]
    return [Cell(area, what, role, state) for role in roles for state in found.states]


def played(area: str, what: str, rehearsal: Rehearsal) -> Iterator[str]:
    """Try it in every cell, undo each, and tell what was wrong with what came of it."""
    for stage, several in staged(cells(area, what), rehearsal):
        for cell in several:
            with rehearsal.undone():
                actor = enter(stage, cell)
                wrong = _try(cell, DEEDS[what], stage, actor)
            if wrong:
                yield f"{cell.role} / {cell.state}: {wrong}"


def staged(several: Iterable[Cell], rehearsal: Rehearsal) -> Iterator[tuple[Stage, list[Cell]]]:
    """The cells of one area and state together: what they are played with is arranged once for all."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in several:
        found.setdefault((cell.area, cell.state), []).append(cell)
    for (area, state), together in found.items():
        with rehearsal.undone():
            stage = Stage(rehearsal)
            AREAS[area].arrange(stage, state)
            yield stage, together


def enter(stage: Stage, cell: Cell) -> Actor:
    """Whoever tries comes on, and what has to be there for it."""
    actor = AREAS[cell.area].roles[cell.role].play(stage)
    deed = DEEDS.get(cell.what)
    if deed and deed.before:
        deed.before(stage)
    return actor


def _try(cell: Cell, deed: Deed, stage: Stage, actor: Actor) -> str | None:
    expected = cell.expected()
    before = stage.rehearsal.changes()
    noted = _noted(stage, actor, cell.what)
    try:
        deed.do(stage, actor)
    except Refusal as refusal:
        written = stage.rehearsal.changes() - before
        if written and refusal.code != NOTHING:
            return f"refused ({refusal.code}) after {written} rows were written"
        return refused(expected, refusal)
    if expected is not Verdict.DONE:
        return f"was done, expected {expected.value}"
    written = stage.rehearsal.changes() - before
    if deed.reads:
        return f"only reads, and wrote {written} rows" if written else None
    more = _noted(stage, actor, cell.what) - noted
    once = more == 1 or (more > 1 and cell.what in ONE_A_LEARNER)
    return None if once else f"was done and noted {more} times"


def refused(expected: Verdict, refusal: Refusal) -> str | None:
    """What is wrong with a refusal, if anything is."""
    denied = isinstance(refusal, Denied)
    if expected is Verdict.DONE:
        return f"refused: {refusal.code}"
    if expected is Verdict.NOT_NOW and denied:
        return f"denied ({refusal.code}), though it is only the state that is against it"
    if expected is Verdict.NOT_YOU and not denied and refusal.code not in TOLD:
        return f"hears of the state ({refusal.code}) before being told that it is not theirs"
    of_button = refusal.code == "button-not-yours"
    if denied and not of_button and not {"action", "object_kind", "object_id"} <= refusal.facts.keys():
        return f"denied ({refusal.code}) without what the audit log wants to know"
    return None


def _noted(stage: Stage, actor: Actor, what: str) -> int:
    """How often the audit log has this action as done by this person."""
    found: int = stage.rehearsal.raw.execute(
        "SELECT count(*) FROM audit WHERE actor_id = ? AND action = ? AND outcome = ?",
        (actor.id, NOTED_AS.get(what, action_of(what)), AuditOutcome.DONE.value),
    ).fetchone()[0]
    return found
