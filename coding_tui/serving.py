"""The app in a browser of this machine: textual-serve, on the loopback address alone, for whoever has the link.

A port of the loopback address can be reached by every user of the machine, and by every page that a browser here has
open. So nothing is answered without the key that the link holds (kept as a cookie from then on), under another name
than the address (DNS rebinding), or to a page of another origin; and the page may load nothing from elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import shlex
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.server import Server

from transcripts.errors import WorkbenchError

LOOPBACK = "127.0.0.1"
LAST_CHANCE = 2.0
"""Seconds that requests are given to end when the server does; apps finish their work first."""
WEB = Path(__file__).parent / "web"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _hash_of_script(page: str) -> str:
    """What a policy calls the one script that stands in the page."""
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()


OWN_SCRIPT = _hash_of_script((WEB / "app_index.html").read_text(encoding="utf-8"))


class ServingError(WorkbenchError):
    """The app cannot be served there."""


class LoopbackServer(Server):
    """Serves one command to browsers of this machine that have the link. `port` 0 takes a free one."""

    def __init__(self, command: Sequence[str], port: int) -> None:
        self.socket = _listening(port)
        quoted = subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
        super().__init__(quoted, LOOPBACK, self.socket.getsockname()[1], "coding-tui", templates_path=WEB)
        self.key = secrets.token_urlsafe(32)
        self.cookie = f"coding-tui-{self.port}"
        self._pages: set[asyncio.Task[Any]] = set()

    @property
    def link(self) -> str:
        """What to open in a browser; whoever has it has the project."""
        return f"{self.public_url}/?key={self.key}"

    def serve_until_stopped(self, ready: Callable[[], None]) -> None:
        """Serve until SIGINT or SIGTERM. Nothing is logged: requests hold the key, and errors hold values."""
        logging.basicConfig(handlers=[logging.NullHandler()], force=True)

        async def app() -> web.Application:
            made = await self._make_app()
            ready()
            return made

        web.run_app(app(), sock=self.socket, access_log=None, print=None, shutdown_timeout=LAST_CHANCE)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an app for a page."""
        page = asyncio.current_task()
        assert page is not None
        self._pages.add(page)
        try:
            return await super().handle_websocket(request)
        finally:
            self._pages.discard(page)

    async def on_shutdown(self, app: web.Application) -> None:
        """Have the apps behind open pages finish and leave."""
        for page in self._pages:
            page.cancel()
        await asyncio.gather(*self._pages, return_exceptions=True)

    async def on_startup(self, app: web.Application) -> None:
        """Without textual-serve's banner, which names the command."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()

        @web.middleware
        async def guard(request: web.Request, handler: Answer) -> web.StreamResponse:
            self._require_right(request)
            return await handler(request)

        app.middlewares.append(guard)
        app.on_response_prepare.append(self._restrict)
        return app

    def _require_right(self, request: web.Request) -> None:
        origin = request.headers.get("Origin", self.public_url)
        if request.host != f"{LOOPBACK}:{self.port}" or origin != self.public_url:
            raise web.HTTPForbidden(text="This page is for this machine alone.\n")
        if self._is_key(request.query.get("key", "")):
            response = web.HTTPSeeOther("/")
            response.set_cookie(self.cookie, self.key, httponly=True, samesite="Strict")
            raise response
        if not self._is_key(request.cookies.get(self.cookie, "")):
            raise web.HTTPForbidden(text="Open the link that “coding-tui serve” printed.\n")
        if request.path == "/ws" and "Origin" not in request.headers:
            raise web.HTTPForbidden(text="No page asked for this.\n")

    def _is_key(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.key.encode())

    async def _restrict(self, request: web.Request, response: web.StreamResponse) -> None:
        here = f"ws://{LOOPBACK}:{self.port}"
        response.headers.update({
            "Content-Security-Policy": f"default-src 'none'; script-src 'self' '{OWN_SCRIPT}'; "
            "style-src 'self' 'unsafe-inline'; "
            f"font-src 'self'; img-src 'self' data:; connect-src 'self' {here}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        })  # fmt: skip


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        raise ServingError(f"Port {port} of {LOOPBACK} is not free. Leave --port out to have a free one.") from error
