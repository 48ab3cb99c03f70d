"""The library's HTTP over aiohttp: a fifth of httpx's cost, and failures told apart (design.md §3)."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic_core import from_json
from telegram._utils.types import JSONDict
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.errors import NotTelegramError, ThrottledError

CONNECTIONS = 100
KEPT_ALIVE = 50.0
"""Seconds; shorter than Telegram keeps a silent connection, so that none breaks under a message."""
MOST_URLS = 200
FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
"""As the library's own transport sends parameters, so that any server it works with works with us."""
_NOWHERE = URL("http://form")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. A read that times out may have arrived, so it is given its time (trust.md §1.5)."""

    read: float = 30.0
    connect: float = 5.0


class Transport(BaseRequest):
    """One session for everything; raises only the library's errors, none of which names the token."""

    __slots__ = ("_session", "_timeouts", "_urls")

    def __init__(self, timeouts: Timeouts | None = None) -> None:
        self._timeouts = timeouts or Timeouts()
        self._session: aiohttp.ClientSession | None = None
        self._urls: dict[str, URL] = {}

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer may take, where a call does not say otherwise."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the session; the library does so once for updates and once for the rest."""
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=CONNECTIONS, keepalive_timeout=KEPT_ALIVE, ttl_dns_cache=300
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                skip_auto_headers=("Accept",),
            )

    async def shutdown(self) -> None:
        """Close the session."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - aiohttp knows no such timeout
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - waiting for a connection is connecting
    ) -> tuple[int, bytes]:
        """Do one request.

        Raises:
            TimedOut, NetworkError: `errors.unsent` tells whether it certainly did not arrive.
            ThrottledError, NotTelegramError: it was answered, and refused.
        """
        if self._session is None:
            raise NetworkError("the connection to Telegram is closed")
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_given(connect_timeout, self._timeouts.connect),
            sock_read=_given(read_timeout, self._timeouts.read),
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, self._url(url), data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return _checked(answer.status, await answer.read())
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except (aiohttp.ClientError, OSError) as error:
            # Only the class: some of these errors spell out the address, and with it the token.
            raise NetworkError(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """What the library makes of an answer, in half its time; odd ones it reads itself."""
        try:
            read: JSONDict = from_json(payload)
        except ValueError:
            return BaseRequest.parse_json_payload(payload)
        return read

    def _url(self, url: str) -> URL:
        found = self._urls.get(url)
        if found is None:
            if len(self._urls) >= MOST_URLS:
                self._urls.clear()
            found = self._urls[url] = URL(url, encoded=True)
        return found


def _given(value: Any, otherwise: float) -> float | None:
    return otherwise if value is BaseRequest.DEFAULT_NONE else value


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        # yarl's quoting is compiled, four times as fast as the standard library's.
        return _NOWHERE.with_query(request_data.json_parameters).raw_query_string.encode(), FORM_HEADERS
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=mime)
    return form, None


def _checked(status: int, payload: bytes) -> tuple[int, bytes]:
    """The answer, unless it is one the library would misread."""
    if status < 400:
        return status, payload
    try:
        told = json.loads(payload)
    except ValueError:
        told = None
    if status == 429:
        raise ThrottledError(_seconds(told))
    if not isinstance(told, dict) or "ok" not in told:
        raise NotTelegramError(status)
    return status, payload


def _seconds(told: Any) -> float | None:
    try:
        return float(told["parameters"]["retry_after"])
    except (KeyError, TypeError, ValueError):
        return None
