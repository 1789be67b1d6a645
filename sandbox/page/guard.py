"""Keeps the web out: only this machine's own pages and programs may talk to the sandbox."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def guard(bound_to: str) -> Middleware:
    """Refuses foreign `Host` headers (DNS rebinding) and whatever a browser sends for another site's page.

    It stands before the whole sandbox, as the fixed tokens of a demo protect nothing. Programs send neither
    `Origin` nor `Sec-Fetch-Site`, so that it never concerns a bot.
    """

    @web.middleware
    async def refuse_strangers(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _own_host(request.headers.get("Host", ""), bound_to):
            raise web.HTTPForbidden(text="The sandbox answers to its own address only.")
        if _from_another_site(request):
            raise web.HTTPForbidden(text="The sandbox takes nothing from other sites' pages.")
        return await handler(request)

    return refuse_strangers


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """What the browser is told for everything this server gives: run our own files only, keep nothing."""
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-cache")


def _own_host(header: str, bound_to: str) -> bool:
    try:
        name = urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name == bound_to.lower():
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    # Rebinding needs a name. An address is our own once the sandbox was opened to other machines with --host.
    return address.is_loopback or not _is_loopback(bound_to)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _from_another_site(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("Host", "").lower():
        return True
    site = request.headers.get("Sec-Fetch-Site", "none")
    is_link_to_page = request.method == "GET" and request.path == "/"
    return site not in ("same-origin", "none") and not is_link_to_page
