"""The processes that a supervisor starts: one that serves, and a spare one, so that the next is quick."""

import asyncio
import json
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from utblick.dev.watch import CORE_FOLDER

_STOP_SECONDS = 6.0
_PEACE_SECONDS = 1.5


@dataclass(eq=False)
class Child:
    """A process that serves, or waits to be let go, with the line over which it tells how it is."""

    process: asyncio.subprocess.Process
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def told(self) -> dict[str, Any] | None:
        """What it says next; None when it has ended."""
        said = await self.reader.readline()
        return dict(json.loads(said)) if said else None

    async def code(self) -> int:
        """With which code it ended."""
        return await self.process.wait()

    async def stop(self) -> None:
        """Ask it to end, and end it when that takes too long."""
        with suppress(ProcessLookupError):
            self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
        self.writer.close()


class Children:
    """Every child of this process; none outlives it.

    The spare one has read the libraries and the core, but no plugin. It is of no use once the core changes.
    """

    def __init__(self, place: socket.socket, environment: Mapping[str, str]) -> None:
        self._place, self._environment = place, environment
        self._spare: asyncio.Task[Child] | None = None
        self._soon: asyncio.TimerHandle | None = None
        self._serving: set[Child] = set()
        self._leaving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_raised: object) -> None:
        for child in list(self._serving):
            self._dismiss(child)
        self._dismiss_spare()
        while self._leaving:
            await asyncio.wait(self._leaving)

    def prepare(self) -> None:
        """Have a spare child get ready, once the pages that waited for the serving one have been answered."""
        self._soon = asyncio.get_running_loop().call_later(_PEACE_SECONDS, self._make_spare)

    async def let_go(self) -> Child:
        """Have a child serve: the spare one, or a new one."""
        self._make_spare()
        assert self._spare is not None
        child, self._spare = await self._spare, None
        self._serving.add(child)
        child.writer.write(b"!")
        return child

    def replace(self, child: Child, changed: Sequence[Path]) -> None:
        """Let a child end beside the start of the next one; the spare one too, when it has read old code."""
        self._dismiss(child)
        if any(file.suffix == ".py" and file.is_relative_to(CORE_FOLDER) for file in changed):
            self._dismiss_spare()

    def _make_spare(self) -> None:
        if self._soon is not None:
            self._soon.cancel()
        if self._spare is None:
            self._spare = asyncio.create_task(self._start())

    def _dismiss_spare(self) -> None:
        if self._soon is not None:
            self._soon.cancel()
        if self._spare is not None:
            starting, self._spare = self._spare, None
            self._leave(asyncio.create_task(_stopped(starting)))

    def _dismiss(self, child: Child) -> None:
        self._serving.discard(child)
        self._leave(asyncio.create_task(child.stop()))

    def _leave(self, task: "asyncio.Task[None]") -> None:
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _start(self) -> Child:
        ours, theirs = socket.socketpair()
        numbers = (theirs.fileno(), self._place.fileno())
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "utblick.dev.child",
                *map(str, numbers),
                pass_fds=numbers,
                env=dict(self._environment),
            )
        finally:
            theirs.close()
        ours.setblocking(False)
        return Child(process, *await asyncio.open_connection(sock=ours))


async def _stopped(starting: "asyncio.Task[Child]") -> None:
    await (await starting).stop()
