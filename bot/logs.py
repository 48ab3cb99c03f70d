"""One log for everything, ours and the libraries': console or JSON, one line an event, no secrets in it."""

import contextlib
import logging
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.config.settings import Log
from bot.redaction import Redaction

# At DEBUG these write whole updates or requests; at INFO sqlalchemy writes values, httpx addresses.
_FLOORS = {
    "aiohttp": logging.INFO,
    "aiohttp.access": logging.WARNING,
    "aiosqlite": logging.INFO,
    "apscheduler": logging.WARNING,
    "asyncpg": logging.INFO,
    "discord": logging.INFO,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "matplotlib": logging.WARNING,
    "PIL": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.INFO,
    "tzlocal": logging.WARNING,
}
# Everything that moves a terminal's cursor or begins a new line for some reader.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FIRST = ("timestamp", "level", "event", "logger", "correlation")
_BLOCKS = ("exception", "stack")
_log = structlog.stdlib.get_logger(__name__)


def configure(log: Log, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send every log of this process, ours and the libraries', through one handler; can be called again.

    `secrets` are blanked wherever they appear; the log goes to `stream`, by default standard error.
    """
    redaction = Redaction(secrets)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.PositionalArgumentsFormatter(), *shared],
            processors=_ending(log, redaction, handler.stream),
        )
    )
    _take_over(handler, log.level)


@contextlib.contextmanager
def correlated(identifier: str) -> Iterator[None]:
    """Everything logged inside carries this identifier, in whatever task it leads to."""
    before = structlog.contextvars.bind_contextvars(correlation=identifier)
    try:
        yield
    finally:
        structlog.contextvars.reset_contextvars(**before)


def _ending(log: Log, redaction: Redaction, stream: TextIO) -> list[Processor]:
    """The last steps of every event: traces to text, secrets out, then one line."""

    def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        ordered = [key for key in _FIRST if key in event] + [key for key in event if key not in _FIRST]
        return {redaction.text(key): redaction.named(key, event[key]) for key in ordered}

    common: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _trace,
        redact,
    ]
    if log.format == "json":
        return [*common, structlog.processors.JSONRenderer()]
    return [*common, _one_line, structlog.dev.ConsoleRenderer(colors=stream.isatty(), pad_event_to=0)]


def _trace(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Turn an exception, its causes included, into text; a stack taken by logging is text already."""
    if stack := event.pop("stack_info", None):
        event["stack"] = stack
    return structlog.processors.format_exc_info(logger, method, event)


def _one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Escape what could begin a line of its own; the lines of a trace stand behind a bar."""
    shown: EventDict = {}
    for key, value in event.items():
        if key in _BLOCKS:
            shown[key] = "\n".join(f"  | {_escaped(line)}" for line in str(value).split("\n"))
        else:
            shown[_escaped(key)] = _escaped(value) if isinstance(value, str) else value
    return shown


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


class _Handler(logging.StreamHandler[TextIO]):
    """A stream handler whose own failure does not print the record it failed on."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(f"a log line of {record.name} could not be written\n")


def _take_over(handler: logging.Handler, level: str) -> None:
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name, floor in _FLOORS.items():
        logging.getLogger(name).setLevel(max(floor, root.level))
    logging.captureWarnings(True)  # noqa: FBT003 - the standard library's signature
    sys.excepthook = _unhandled
    sys.unraisablehook = _unraisable
    threading.excepthook = _unhandled_in_thread


def _unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("unhandled_exception", exc_info=(kind, error, trace))


def _unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    _log.error("unraisable_exception", exc_info=unraisable.exc_value)


def _unhandled_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _unhandled(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
