"""Why a database cannot be used; each sentence tells what to do next (trust.md §2 rows 33, 42)."""


class StorageError(Exception):
    """Base of what storage refuses on its own account; its text is for the operator."""


class AlreadyRunning(StorageError):
    """Another process has this SQLite file open; the kernel frees the lock when it ends."""


class NewerSchema(StorageError):
    """The database was written by a newer mentorbot."""


class ForeignDatabase(StorageError):
    """The database holds tables that are not mentorbot's."""


class CorruptDatabase(StorageError):
    """The file is damaged; nothing was changed in it."""


class Unusable(StorageError):
    """The server cannot be reached, or does not let us in."""


class NoDatabase(StorageError):
    """There is no file where one must be already."""


class UnknownEngine(StorageError):
    """The address names neither SQLite nor PostgreSQL."""


class CommitUnknown(StorageError):
    """The connection was lost while committing: nobody knows whether it happened."""


class Closed(StorageError):
    """The database is not open, or is closing."""


class BackupElsewhere(StorageError):
    """This engine is backed up with its own tools; the text names the command."""


class BackupFailed(StorageError):
    """No whole copy could be made."""


class WrongSchema(StorageError):
    """The database's schema is behind; it is brought up when the bot starts."""
