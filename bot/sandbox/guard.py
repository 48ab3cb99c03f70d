"""Who may talk to the sandbox, and what its page may load: this machine, and nothing from elsewhere."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HOSTS = frozenset({"127.0.0.1", "localhost"})
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@web.middleware
async def only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests that a page from elsewhere could make through the browser's back.

    A name that resolves to 127.0.0.1 is not enough: the page is served and obeyed as this machine alone.
    """
    if request.url.host not in HOSTS:
        raise web.HTTPForbidden(text="The sandbox is only for this machine: open it as http://127.0.0.1.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        raise web.HTTPForbidden(text="The sandbox takes no requests from other pages.")
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Keep pages and their parts to what this server sends."""
    if request.path == "/" or request.path.startswith("/static/"):
        response.headers.update(HEADERS)


async def json_body(request: web.Request) -> dict[str, object]:
    """The JSON object of a request; a form that a page from elsewhere could send is refused."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="Send application/json.")
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="Send one JSON object.")
    return body
