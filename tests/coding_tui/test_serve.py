"""`coding-tui serve`: the real server, asked as browsers ask, by those who may and by those who may not."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from cli_calls import PROGRAM, call
from workbenches import make_study, stored


@contextmanager
def served(path: Path, home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server on a free port, and the link that it printed."""
    command = [*PROGRAM, "serve", str(path), "--as", "Ann"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment(home)
    ) as server:
        assert server.stderr is not None
        try:
            link = next(line.strip() for line in server.stderr if line.startswith("http"))
            yield server, link
        finally:
            server.kill()


def environment(home: Path) -> dict[str, str]:
    import os

    return {**os.environ, "XDG_CONFIG_HOME": str(home)}


async def heard(socket: aiohttp.ClientWebSocketResponse, *words: str) -> None:
    """Read what the app paints until it holds all of these words."""
    painted = ""
    while not all(each in painted for each in words):
        message = await socket.receive(timeout=40)
        assert message.type is aiohttp.WSMsgType.BINARY, (message, painted[-500:])
        painted += re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", message.data.decode())


async def test_who_has_the_link_can_code_and_nobody_else_gets_a_word(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    with served(path, tmp_path) as (server, link):
        origin = link[: link.index("/?key=")]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", origin)
        async with aiohttp.ClientSession() as stranger:
            for where, headers in (
                ("/", {}), ("/?key=guess", {}), ("/static/js/textual.js", {}),
                ("/?" + link.split("?")[1], {"Host": "evil.example"}),
                ("/?" + link.split("?")[1], {"Origin": "http://evil.example"}),
            ):  # fmt: skip
                async with stranger.get(origin + where, headers=headers) as refused:
                    assert refused.status == 403, where
            async with stranger.get(origin + "/ws", headers={"Origin": origin}) as refused:
                assert refused.status == 403
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            async with browser.get(link) as page:
                assert str(page.url) == f"{origin}/"
                text = await page.text()
                assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            loaded = re.findall(r"""(?:src|href)="([^"]+)"|url\("([^"]+)"\)""", text)
            assert len(loaded) == 6
            for at in ("".join(pair) for pair in loaded if "data:," not in pair):
                assert at == "/" or at.startswith(f"{origin}/static/")
                async with browser.get(at if at.startswith("http") else origin + at) as part:
                    assert part.status == 200
                    assert not re.search(rb"url\(.?https?://(?!127\.0\.0\.1)|googleapis", await part.read())
            for foreign in ("http://evil.example", None):
                headers = {"Origin": foreign} if foreign else {}
                async with browser.get(origin + "/ws", headers=headers) as refused:
                    assert refused.status == 403
            async with browser.ws_connect(f"{origin}/ws?width=120&height=40", headers={"Origin": origin}) as socket:
                await heard(socket, "We speak to the police")
                for keys, answers in (
                    ("s", ["c palette"]), ("c", ["ctrl+n"]), ("early\r", ["Applied", "coding 1 of 1"]),
                    ("m", ["ctrl+s keep"]),
                ):  # fmt: skip
                    await socket.send_json(["stdin", keys])
                    await heard(socket, *answers)
                await socket.send_json(["stdin", "half a thought"])
                await heard(socket, "thought")
                server.send_signal(signal.SIGINT)
                while not socket.closed:
                    await socket.receive(timeout=40)
        assert server.wait(timeout=40) == 0
    assert [(code, coding.memo) for code, coding in stored(path)] == [("Partnership/Early contact", "half a thought")]


def test_what_cannot_be_served_is_said(tmp_path: Path) -> None:
    import socket

    path = make_study(tmp_path / "study.qdb")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        called = call("serve", path, "--port", taken.getsockname()[1])
    assert (called.code, len(called.lines)) == (1, 1)
    assert "is not free" in called.err
    assert call("serve", tmp_path / "absent.qdb").code == 1
    assert call("serve", path, "--host", "0.0.0.0").code == 2
