"""Serves a developer: the whole platform in this process, demo data in it, with onlookers and the bar."""

import asyncio
import signal
import socket
import time

from utblick import log
from utblick.cli.demo import sign_in_line
from utblick.cli.run import fill, run_in_loop, upgrade_tables, working
from utblick.dev.app import DevelopmentApp
from utblick.dev.child import say
from utblick.dev.onlookers import look_on
from utblick.dev.trace import Journal
from utblick.platform import Platform, assemble
from utblick.settings.load import load_settings
from utblick.web.app import build_app
from utblick.web.server import Server


def serve(line: socket.socket, place: socket.socket) -> None:
    """Serve until told to stop by a signal, or until the other end of the line is gone."""
    started = time.perf_counter()
    settings = load_settings()
    log.configure(settings)
    journal = Journal()
    platform = look_on(assemble(settings), journal)
    upgrade_tables(platform)
    fill(platform, wanted=True)
    run_in_loop(lambda: _serve(platform, journal, line, place, started))


async def _serve(
    platform: Platform, journal: Journal, line: socket.socket, place: socket.socket, started: float
) -> None:
    async with working(platform, worker=True):
        app = DevelopmentApp(build_app(platform), platform, journal)
        server = Server(app, platform.settings, told_to_stop=app.say_goodbye, signals=[signal.SIGTERM])
        beside = [
            asyncio.create_task(_tell_when_ready(platform, server, line, started)),
            asyncio.create_task(_stop_when_alone(server, line)),
        ]
        await server.serve(sockets=[place])
        for task in beside:
            task.cancel()


async def _tell_when_ready(platform: Platform, server: Server, line: socket.socket, started: float) -> None:
    while not server.started:  # noqa: ASYNC110 - the server offers a flag, no event
        await asyncio.sleep(0.01)
    plugins = [plugin.name for plugin in platform.registry.plugins[1:]]
    say(line, ready=round(time.perf_counter() - started, 2), plugins=plugins, sign_in=sign_in_line(platform))


async def _stop_when_alone(server: Server, line: socket.socket) -> None:
    line.setblocking(False)
    await asyncio.get_running_loop().sock_recv(line, 1)
    server.should_exit = True
