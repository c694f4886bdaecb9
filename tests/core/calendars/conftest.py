"""A harbour: a small plugin whose calendars tell what a test puts into them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from sqlmodel import select

from utblick.access.models import User
from utblick.api import Calendar, Context, Occasion, Permission, Plugin, _
from utblick.platform import Platform
from utblick.registry import LoadedPlugin, Registry
from utblick.settings import Settings
from utblick.testing.standing import Standing, moved

TODAY = datetime.now(UTC).date()
CHANGED = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


@dataclass
class Harbour:
    """What the two calendars hold, and who has asked them; an exception is raised in place of an answer."""

    arrivals: list[Occasion] | Exception = field(default_factory=list)
    repairs: list[Occasion] | Exception = field(default_factory=list)
    asked: list[tuple[str, date, date]] = field(default_factory=list)

    def plugin(self) -> LoadedPlugin:
        return LoadedPlugin(
            name="harbour",
            card=Plugin(title=_("Harbour"), summary=_("Ships come and go.")),
            package="harbour",
            folder=Path(__file__).parent,
            calendars=(
                Calendar(
                    name="harbour.arrivals",
                    title=_("Arrivals"),
                    load=self._load("arrivals"),
                    permission="harbour.read",
                ),
                Calendar(
                    name="harbour.repairs",
                    title=_("Repairs"),
                    load=self._load("repairs"),
                    permission="harbour.write",
                ),
            ),
            permissions=(
                Permission(name="harbour.read", title=_("See ships"), roles=("reader", "officer")),
                Permission(name="harbour.write", title=_("Mend ships"), roles=("officer",)),
            ),
        )

    def _load(self, name: str) -> Callable[[Context, date, date], list[Occasion]]:
        def load(ctx: Context, since: date, until: date) -> list[Occasion]:
            self.asked.append((ctx.actor.mark, since, until))
            held = getattr(self, name)
            if isinstance(held, Exception):
                raise held
            return held

        return load


@pytest.fixture
def make_occasion() -> Callable[..., Occasion]:
    """Makes an occasion, of today unless told otherwise."""

    def made(title: str, start: date | datetime = TODAY, **more: Any) -> Occasion:
        return Occasion(**{"key": title[:80], "title": title, "start": start, "changed_at": CHANGED, **more})

    return made


@pytest.fixture
def harbour() -> Harbour:
    return Harbour()


@pytest.fixture
def platform(harbour: Harbour, settings: Settings, standing: Standing) -> Iterator[Platform]:
    core = standing.on_sqlite(settings.model_copy(update={"plugins": ()}))
    core.close()
    made = moved(replace(core, registry=Registry((*core.registry.plugins, harbour.plugin()))), core.settings)
    yield made
    made.close()


@pytest.fixture
def user_of(platform: Platform) -> Callable[[str], Any]:
    """The id of the user with a role."""

    def found(role: str) -> Any:
        with platform.read() as ctx:
            return ctx.session.exec(select(User.id).where(User.email == f"{role}@utblick.example")).one()

    return found


@pytest.fixture
def address() -> Callable[..., str]:
    """Makes an address on the page, and gives its path."""

    def made(client: Any, *calendars: str, name: str = "Outlook") -> str:
        page = client.submit("/calendar/addresses/new", {"name": name, "calendars": list(calendars)})
        assert page.status_code == 200, page.text
        start = page.text.index("/calendar/feeds/")
        return str(page.text[start : page.text.index(".ics", start) + 4])

    return made


@pytest.fixture
def fetched(client_as: Callable[..., Any]) -> Callable[[str], Any]:
    """Fetches an address as a calendar program does, and reads it by a library of others."""

    def fetch(path: str) -> Any:
        answer = client_as(None).get(path)
        assert answer.status_code == 200, answer.text
        return icalendar.Calendar.from_ical(answer.content)

    return fetch
