"""Fixtures for pytest: a fresh platform on a real database, a context, a signed-in browser's client."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from utblick.context import SYSTEM, Actor, Context
from utblick.platform import Platform
from utblick.settings import Settings

if TYPE_CHECKING:
    from utblick.testing.forkserver import ForkServer
    from utblick.testing.standing import Standing


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> None:
    """What the house logs is no matter of most tests; those that look at it configure it themselves."""
    from utblick import log

    log.configure(Settings(), level="CRITICAL")


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Standing"]:
    """Platforms and applications of which the parts that do not change are made once for all tests."""
    from utblick.testing.standing import Standing

    made = Standing(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def forkserver() -> Iterator["ForkServer"]:
    """Starts commands of the house as processes that have imported everything already."""
    from utblick.testing.forkserver import ForkServer

    made = ForkServer()
    yield made
    made.close()


@pytest.fixture
def plugins() -> tuple[str, ...]:
    """The plugins that are enabled in this test; override it in a module to have others."""
    return Settings().plugins


@pytest.fixture
def settings(tmp_path: Path, plugins: tuple[str, ...]) -> Settings:
    """Settings of a throw-away installation."""
    return Settings(plugins=plugins, data_folder=tmp_path / "var", strict=True)


@pytest.fixture(scope="session")
def conformance_browser() -> bool:
    """Whether examinations look at pages in a browser: yes, unless other tests of the project do."""
    return True


@pytest.fixture(scope="session")
def conformance_of(
    tmp_path_factory: pytest.TempPathFactory, conformance_browser: bool
) -> Iterator[Callable[..., Any]]:
    """Gives the examination of a plugin, set up once for all of its rules."""
    from utblick.testing.conformance.asking import examinations

    with examinations(tmp_path_factory.mktemp("conformance"), browser=conformance_browser) as made:
        yield made


@pytest.fixture
def platform(settings: Settings, standing: "Standing") -> Iterator[Platform]:
    """A fresh platform on SQLite, with every table and no rows."""
    made = standing.on_sqlite(settings)
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgres_url(standing: "Standing") -> str:
    """The address of a real PostgreSQL server, started for this session."""
    return standing.postgres


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def platform_on(
    request: pytest.FixtureRequest, settings: Settings, standing: "Standing"
) -> Iterator[Platform]:
    """A fresh platform on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("platform")
        return
    with standing.on_postgres(settings) as made:
        yield made


@pytest.fixture
def ctx(platform: Platform) -> Iterator[Context]:
    """A context that writes as the system; what a test leaves is committed at its end."""
    with platform.write(SYSTEM) as made:
        yield made


@pytest.fixture
def published(platform: Platform) -> Callable[[], list[tuple[str, dict[str, Any]]]]:
    """The events in the log so far: name and data, in order."""
    import msgspec
    from sqlalchemy import select

    from utblick.bus.tables import event_table

    def read() -> list[tuple[str, dict[str, Any]]]:
        with platform.read() as look:
            rows = look.session.execute(
                select(event_table.c.name, event_table.c.data).order_by(event_table.c.seq)
            ).all()
        return [(name, msgspec.json.decode(data)["data"]) for name, data in rows]

    return read


@pytest.fixture
def deliver(platform: Platform) -> Callable[[], None]:
    """Brings every event of the log to each subscriber that hears it, as the bus does: also what follows."""
    from utblick.bus.delivery import Message, deliveries
    from utblick.bus.log import raw_rows

    def bring() -> None:
        seq = 0
        while True:
            with platform.read() as look:
                rows = raw_rows(look.session, after_seq=seq, limit=1)
            if not rows:
                return
            seq = rows[0].seq
            for delivery in deliveries(platform).values():
                if delivery.hears(rows[0].name):
                    delivery.commit([Message(rows[0].id, rows[0].subject, rows[0].data)])

    return bring


@pytest.fixture
def rebuild(platform: Platform) -> Callable[[str], int]:
    """Builds what a subscriber has made again from the log, by its name; says of how many events."""
    from utblick.bus.replay import replay

    return lambda subscriber: replay(platform, subscriber).events


@pytest.fixture
def officer() -> Actor:
    """Somebody who may read and change, but not administer."""
    return Actor("user", None, "Test Handläggare", frozenset({"core.read", "core.write"}), "sv")


@pytest.fixture
def client_as(platform: Platform, standing: "Standing") -> Iterator[Callable[..., Any]]:
    """Makes clients: `client_as("officer")` is signed in with that role, `client_as(None)` is nobody.

    A client keeps cookies, sends what browsers send, has `csrf` for its forms, and follows no redirects.
    """
    from utblick.testing.client import signed_in_client

    app = standing.app(platform)

    def make(role: str | None, *, language: str = "sv") -> Any:
        return signed_in_client(platform, app, role, language=language)

    yield make


@pytest.fixture
def client(client_as: Callable[..., Any]) -> Any:
    """A client that is signed in as an administrator."""
    return client_as("administrator")


@pytest.fixture
def cli(
    settings: Settings, platform: Platform, forkserver: "ForkServer"
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the real `utblick` command against this test's installation; `environment` overrides its own."""

    def call(
        *arguments: str, environment: Mapping[str, str] = {}, **more: Any
    ) -> subprocess.CompletedProcess[str]:
        own = {
            "UTBLICK_DATA_FOLDER": str(settings.data_folder),
            "UTBLICK_PLUGINS": ",".join(settings.plugins),
        }
        return forkserver.run(*arguments, env={**os.environ, **own, **environment}, **more)

    return call
