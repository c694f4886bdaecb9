"""Runs the platform for a developer: starts it anew at each save, and says what keeps it from running."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from utblick.bus.server import BundledServer
from utblick.bus.tasks import end
from utblick.dev.children import Child, Children
from utblick.dev.failure import Failure, FailurePage
from utblick.dev.watch import Watch, sources_of
from utblick.errors import Misconfigured
from utblick.settings import Settings
from utblick.settings.load import load_settings

T = TypeVar("T")
_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: with which settings, in which environment, and where it answers."""

    settings_file: Path
    settings: Settings
    environment: Mapping[str, str]
    place: socket.socket

    @property
    def address(self) -> str:
        host, port = self.place.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"


async def supervise(plan: Plan) -> None:
    """Run until Ctrl-C, and leave nothing behind."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        for name in _ENDS:
            loop.add_signal_handler(name, lambda: None)  # what ends already is not to be disturbed
        if task is not None:
            task.cancel()

    for name in _ENDS:
        loop.add_signal_handler(name, stop)
    with suppress(asyncio.CancelledError):
        async with _bus(plan.settings), Children(plan.place, plan.environment) as children:
            await _Supervisor(plan, children).run()


class _Supervisor:
    """One thing at a time: a child starts, serves, or has failed; and a saved file ends each of these."""

    def __init__(self, plan: Plan, children: Children) -> None:
        self._plan, self._children = plan, children
        self._page = FailurePage()
        self._greeted = False

    async def run(self) -> None:
        while True:
            watch, folders = self._watch()
            child = await self._children.let_go()
            changed = asyncio.create_task(watch.changed())
            try:
                failure = await self._serve(child, changed, folders)
                if failure is not None:
                    async with self._page.shown(failure, self._plan.place):
                        await changed
            finally:
                await end([changed])
            self._children.replace(child, changed.result())
            click.echo(f"  {_names(changed.result(), folders)} changed.")

    async def _serve(
        self, child: Child, changed: "asyncio.Task[Sequence[Path]]", folders: Mapping[str, Path]
    ) -> Failure | None:
        """Serve until something changes; or say why that cannot go on."""
        told = await _unless(changed, child.told())
        if told is None and changed.done():
            return None
        self._children.prepare()
        if told is None or "ready" not in told:
            return _failure(told, await child.code())
        self._greet(told, folders)
        await _unless(changed, child.told())
        return None if changed.done() else _failure(None, await child.code())

    def _watch(self) -> tuple[Watch, Mapping[str, Path]]:
        """Look at the sources of what is enabled now; with mistakes in the settings, of what was before."""
        settings = self._plan.settings
        with suppress(Misconfigured):
            settings = load_settings(self._plan.settings_file, self._plan.environment)
        folders = sources_of(settings.plugins)
        return Watch(folders.values(), [self._plan.settings_file]), folders

    def _greet(self, told: Mapping[str, Any], folders: Mapping[str, Path]) -> None:
        seconds = told["ready"]
        if self._greeted:
            click.echo(f"  Running again ({seconds:.1f} s).")
            return
        self._greeted = True
        click.echo(f"\n  Utblick is running for developers: {self._plan.address}   ({seconds:.1f} s)")
        if told["sign_in"]:
            click.echo(f"  {told['sign_in']}")
        click.echo(f"  Plugins: {', '.join(told['plugins']) or 'none'}. A saved file starts it anew:")
        for folder in sorted({str(folder) for folder in folders.values()}):
            click.echo(f"    {folder}")
        click.echo("  Stop with Ctrl-C.\n")


@asynccontextmanager
async def _bus(settings: Settings) -> AsyncIterator[None]:
    """The bundled NATS server, where no other is named: it stays while children come and go."""
    if settings.bus.servers:
        yield
        return
    server = BundledServer(settings.data_folder / "bus")
    await server.start()
    watching = asyncio.create_task(server.watch(lambda _address: None))
    try:
        yield
    finally:
        await end([watching])
        await asyncio.to_thread(server.stop)


async def _unless(changed: "asyncio.Task[Any]", work: Coroutine[Any, Any, T]) -> T | None:
    """What the work gives; None when something changes first."""
    task = asyncio.create_task(work)
    try:
        await asyncio.wait({task, changed}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        await end([task])


def _failure(told: Mapping[str, Any] | None, code: int) -> Failure:
    if told is not None and "failed" in told:
        return Failure(**told["failed"])
    text = f"It ended by itself, with code {code}. What it said before stands in the terminal."
    click.echo(f"  The program ended by itself, with code {code}. The next save starts it anew.", err=True)
    return Failure("The program has ended", text)


def _names(changed: Sequence[Path], folders: Mapping[str, Path]) -> str:
    """The changed files as a developer knows them, the first three of them."""
    named = []
    for file in changed[:3]:
        folder = next((folder for folder in folders.values() if file.is_relative_to(folder)), None)
        named.append(str(file.relative_to(folder.parent)) if folder else file.name)
    more = len(changed) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
