"""What browsers see while nothing can be served: the mistake, until the next save brings the program back."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from utblick.i18n import Msg
from utblick.i18n.catalogue import Catalogue

_ROOM = Path(__file__).parent
_LANGUAGES = ("sv", "en")
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
_MOST = 65536
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the program does not run: a headline, and a sentence or the way to the error."""

    title: str
    text: str


class FailurePage:
    """Answers on the program's own place while the program does not.

    Its files and words are read at the start: a mistake in those of the platform must not hide another.
    """

    def __init__(self) -> None:
        catalogue = Catalogue.load((_ROOM.parent / "locale",), _LANGUAGES)
        loader = FileSystemLoader(_ROOM / "templates")
        self._pages = {}
        for language in _LANGUAGES:
            made = Environment(autoescape=True, loader=loader, trim_blocks=True, lstrip_blocks=True)
            made.globals |= {"_": partial(_said, catalogue, language), "language": language}
            self._pages[language] = made.get_template("failure.html")
        self._files = {
            f"/dev/{name}": (kind, (_ROOM / "static" / name).read_bytes())
            for name, kind in (("failure.css", "text/css"), ("failure.js", "text/javascript"))
        }

    @asynccontextmanager
    async def shown(self, failure: Failure, place: socket.socket) -> AsyncIterator[None]:
        """Answer with the failure meanwhile; whoever waits for a change is let go at the end."""
        over = asyncio.Event()
        open_lines: set[asyncio.Task[None]] = set()

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is not None:
                open_lines.add(task)
                task.add_done_callback(open_lines.discard)
            with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await self._answer(failure, over, reader, writer)
            writer.close()

        server = await asyncio.start_server(answer, sock=place.dup(), limit=_MOST)
        try:
            yield
        finally:
            server.close()
            over.set()
            if open_lines:
                await asyncio.wait(open_lines, timeout=1)

    async def _answer(
        self,
        failure: Failure,
        over: asyncio.Event,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _SECONDS)).decode("latin-1")
        path = head.partition(" ")[2].partition(" ")[0].partition("?")[0]
        if path == "/dev/next":
            await over.wait()
            self._send(writer, "200 OK", "text/plain", b"")
        elif path in self._files:
            self._send(writer, "200 OK", *self._files[path])
        elif path.startswith(("/live", "/dev/", "/static/")):
            self._send(writer, "503 Service Unavailable", "text/plain", b"")
        else:
            html = self._pages[_language(head)].render(failure=failure).encode()
            self._send(writer, "503 Service Unavailable", "text/html", html)
        await writer.drain()

    @staticmethod
    def _send(writer: asyncio.StreamWriter, status: str, kind: str, body: bytes) -> None:
        head = (
            f"HTTP/1.1 {status}\r\ncontent-type: {kind}; charset=utf-8\r\ncontent-length: {len(body)}\r\n"
            f"content-security-policy: {_POLICY}\r\nx-content-type-options: nosniff\r\n"
            "cache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        writer.write(head.encode() + body)


def _said(catalogue: Catalogue, language: str, text: str, **arguments: object) -> str:
    return catalogue.translate(Msg(text, **arguments), language)


def _language(head: str) -> str:
    """The first language that the browser asks for and this page speaks."""
    for line in head.splitlines():
        name, _colon, value = line.partition(":")
        if name.lower() == "accept-language":
            wanted = [part.partition(";")[0].strip()[:2].lower() for part in value.split(",")]
            return next((one for one in wanted if one in _LANGUAGES), "en")
    return "en"
