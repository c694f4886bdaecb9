"""`utblick run`, `web` and `worker`: the whole house in one process, or its halves on many machines."""

import asyncio
import errno
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import click

from utblick.cli.main import Installation, patient
from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.starting import hold, say, settle

if TYPE_CHECKING:
    from utblick.platform import Platform
    from utblick.settings.model import WebSettings


_MAKE_RUN = "UTBLICK_PORT={other} make run"


@click.command()
@click.option("--demo/--no-demo", default=None, help="Fill an empty installation with made-up data.")
@click.pass_obj
def run(installation: Installation, demo: bool | None) -> None:
    """Run everything in one process: web, relay, consumers, jobs, and the bundled NATS server."""
    started = time.perf_counter()
    hold()
    platform = installation.platform
    place = take_port(platform.settings.web, another=_MAKE_RUN)
    upgrade_tables(platform)
    fill(platform, wanted=platform.settings.environment == "development" if demo is None else demo)
    run_in_loop(lambda: _serve(platform, place, worker=True, started=started))


@click.command()
@patient
@click.pass_obj
def web(installation: Installation, wait: int) -> None:
    """Run the web half; start as many as are needed, on any number of machines."""
    hold()
    with _caught_up(installation, wait=wait) as platform:
        place = take_port(platform.settings.web, another=_MAKE_RUN)
        run_in_loop(lambda: _serve(platform, place, worker=False, started=time.perf_counter()))


@click.command()
@patient
@click.pass_obj
def worker(installation: Installation, wait: int) -> None:
    """Run the working half: relay, consumers and jobs."""
    hold()
    with _caught_up(installation, wait=wait) as platform:
        run_in_loop(lambda: _work(platform))


def take_port(settings: "WebSettings", *, another: str) -> socket.socket:
    """Listen on the configured port; raises `Misconfigured` when somebody else does.

    `another` is the command that would listen on the port `{other}`.
    """
    place = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((settings.host, settings.port))
    except OSError as error:
        place.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise Misconfigured(
                _(
                    "Port {port} is taken. Choose another, as in: {command}",
                    port=settings.port,
                    command=another.format(other=settings.port + 1),
                )
            ) from None
        raise
    place.set_inheritable(True)
    return place


def upgrade_tables(platform: "Platform") -> None:
    """Bring tables to where the code is, and rows to where merges are; quick when they are there already."""
    from utblick.db.versions import is_current
    from utblick.identity.late import catch_up

    if not is_current(platform.database, platform.registry):
        from utblick.db.migrate import upgrade

        upgrade(platform.database, platform.registry)
    catch_up(platform)


def fill(platform: "Platform", *, wanted: bool) -> None:
    """Load demo data into an empty installation where they are wanted, and say so."""
    from utblick.cli.demo import load_demo

    if wanted and load_demo(platform):
        click.echo("Demo data for Nordanstig were loaded.")


def run_in_loop(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run the coroutine in the fastest event loop there is."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main())
        return
    uvloop.run(main())


@contextmanager
def _caught_up(installation: Installation, *, wait: int) -> Iterator["Platform"]:
    """The platform, with a database that fits the code and rows that fit the merges."""
    from utblick.identity.late import catch_up

    with installation.current(wait=wait) as platform:
        catch_up(platform)
        yield platform


@asynccontextmanager
async def working(platform: "Platform", *, worker: bool) -> AsyncIterator[None]:
    """Around the web server: the line to the bus, and with `worker` relay, consumers and jobs."""
    async with _bus(platform, worker=worker), _jobs(platform, wanted=worker):
        yield


async def _serve(platform: "Platform", place: socket.socket, *, worker: bool, started: float) -> None:
    from utblick.web.app import build_app
    from utblick.web.server import Server

    async with working(platform, worker=worker):
        app = build_app(platform)
        server = Server(
            app, platform.settings, told_to_leave=platform.leave, told_to_stop=app.state.live.close
        )
        greeting = asyncio.create_task(_greet(platform, place, server, started))
        await server.serve(sockets=[place])
        greeting.cancel()


async def _greet(platform: "Platform", place: socket.socket, server: Any, started: float) -> None:
    while not server.started:  # noqa: ASYNC110 - the server offers a flag, no event
        await asyncio.sleep(0.01)
    host, port = place.getsockname()[:2]
    address = platform.settings.web.public_url or f"http://{host}:{port}"
    click.echo(f"\n  Utblick is running: {address}   ({time.perf_counter() - started:.1f} s)")
    from utblick.cli.demo import sign_in_line

    line = sign_in_line(platform)
    if line:
        click.echo(f"  {line}")
    for aside in platform.registry.quarantined:
        click.echo(f"  Set aside: {aside.name}: {aside.reason}", err=True)
    click.echo("  Stop with Ctrl-C.\n")


async def _work(platform: "Platform") -> None:
    from utblick.observe.port import answering

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with working(platform, worker=True), answering(platform):
        settle()
        say("READY=1")
        click.echo("The worker is running.")
        await stop.wait()
        say("STOPPING=1")


@asynccontextmanager
async def _bus(platform: "Platform", *, worker: bool) -> AsyncIterator[None]:
    from utblick.bus.runner import Bus

    bus = Bus(platform, consume=worker)
    platform.bus = bus
    await bus.start()
    try:
        yield
    finally:
        await bus.stop()
        platform.close()


@asynccontextmanager
async def _jobs(platform: "Platform", *, wanted: bool) -> AsyncIterator[None]:
    from utblick.jobs.runner import JobRunner
    from utblick.mail.postman import Postman

    if not wanted:
        yield
        return
    tasks = [asyncio.create_task(runner.run()) for runner in (JobRunner(platform), Postman(platform))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
