"""What the core raises: a code with facts; a catalogue turns it into a sentence (design.md §3)."""


class CoreError(Exception):
    """Base of everything the core raises on purpose."""


class Refusal(CoreError):
    """The person may not or cannot do this; nothing has changed.

    `code` names a sentence `refusal-<code>` of the catalogue, `facts` fill it in.
    The sentence always says what to do next (rules.md §0).
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Denied(Refusal):
    """The wrong person tried; the attempt is audited (rules.md §0).

    Among the facts are `action`, `object_kind` and `object_id`: what `auditing.denied` stores.
    """


class Outdated(Refusal):
    """The card that was pressed shows an older version of the thing (trust.md §2 row 70)."""


class Unwritable(CoreError):
    """Nothing can be stored at present: the disk is full or shut. Reading goes on, nothing has changed."""


class Conflict(CoreError):
    """A row changed underneath a guarded update; the whole use case is tried again."""
