"""Half-filled commands and tokens behind buttons (design.md §3)."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from core.drafts import Answers, Draft, DraftKey
from storage import mapping
from storage.scope import PerEngine, Repository
from storage.tables import drafts, tokens

_ID = drafts.c.id == bindparam("draft_id")
_KEY = (
    drafts.c.platform == bindparam("of_platform"),
    drafts.c.chat_id == bindparam("of_chat"),
    drafts.c.user_id == bindparam("of_user"),
)
_GET = select(drafts).where(_ID)
_OPEN_FOR = select(drafts).where(*_KEY)
_DROP = delete(drafts).where(*_KEY)
_ADD = insert(drafts).returning(*drafts.c)
_SAVE = (
    update(drafts)
    .where(_ID, drafts.c.version == bindparam("expected"))
    .values(
        answers=bindparam("new_answers", type_=drafts.c.answers.type),
        asking=bindparam("new_asking"),
        expires_at=bindparam("new_expires_at"),
        version=drafts.c.version + 1,
    )
)
_SET_MESSAGE = update(drafts).where(_ID).values(message_id=bindparam("new_message"))
_END = delete(drafts).where(_ID)
_PURGE_DRAFTS = delete(drafts).where(drafts.c.expires_at <= bindparam("now"))
_PURGE_TOKENS = delete(tokens).where(tokens.c.expires_at <= bindparam("now"))
_KEEP = PerEngine(
    lambda insert: insert(tokens).on_conflict_do_update(
        index_elements=["token"],
        set_={"expires_at": bindparam("kept_until", type_=tokens.c.expires_at.type)},
    )
)
_TOKEN = select(tokens.c.payload).where(tokens.c.token == bindparam("of_token"))


class DraftRepository(Repository):
    """`core.ports.Drafts`."""

    __slots__ = ()

    def get(self, draft_id: int) -> Draft | None:
        """A draft by its id."""
        row = self._connection.execute(_GET, {"draft_id": draft_id}).one_or_none()
        return None if row is None else mapping.draft(row)

    def open_for(self, key: DraftKey) -> Draft | None:
        """The draft somebody is filling in there."""
        row = self._connection.execute(_OPEN_FOR, _key(key)).one_or_none()
        return None if row is None else mapping.draft(row)

    def start(
        self, key: DraftKey, command: str, answers: Answers, asking: str | None, expires_at: datetime
    ) -> Draft:
        """Replaces a draft of the same key; buttons of the old one lead nowhere."""
        self._connection.execute(_DROP, _key(key))
        values = {
            "platform": key.platform,
            "chat_id": key.chat_id,
            "user_id": key.user_id,
            "command": command,
            "answers": dict(answers),
            "asking": asking,
            "version": 1,
            "expires_at": expires_at,
        }
        return mapping.draft(self._connection.execute(_ADD, values).one())

    def save(
        self, draft_id: int, expected_version: int, answers: Answers, asking: str | None, expires_at: datetime
    ) -> bool:
        """Count the version up; False when the draft moved on or ended."""
        values = {
            "draft_id": draft_id,
            "expected": expected_version,
            "new_answers": dict(answers),
            "new_asking": asking,
            "new_expires_at": expires_at,
        }
        return self._connection.execute(_SAVE, values).rowcount == 1

    def set_message(self, draft_id: int, message_id: str) -> None:
        """The message in which the questions are asked."""
        self._connection.execute(_SET_MESSAGE, {"draft_id": draft_id, "new_message": message_id})

    def end(self, draft_id: int) -> bool:
        """False when it had ended already."""
        return self._connection.execute(_END, {"draft_id": draft_id}).rowcount == 1

    def purge(self, now: datetime) -> int:
        """Forget drafts and tokens that expired."""
        return sum(
            self._connection.execute(statement, {"now": now}).rowcount
            for statement in (_PURGE_DRAFTS, _PURGE_TOKENS)
        )

    def keep_token(self, token: str, payload: str, expires_at: datetime, person_id: int | None) -> None:
        """What a button stands for and whose it is; keeping it again keeps it longer."""
        values = {"token": token, "payload": payload, "expires_at": expires_at, "kept_until": expires_at}
        values["person_id"] = person_id
        self._connection.execute(_KEEP.on(self._scope), values)

    def token(self, token: str) -> str | None:
        """What was kept under a token."""
        kept: str | None = self._connection.execute(_TOKEN, {"of_token": token}).scalar_one_or_none()
        return kept


def _key(key: DraftKey) -> dict[str, object]:
    return {"of_platform": key.platform, "of_chat": key.chat_id, "of_user": key.user_id}
