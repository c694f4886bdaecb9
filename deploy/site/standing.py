"""An installation with the plugin `visits`, put up to try an example of the documentation in it."""

import os
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from importlib import invalidate_caches
from pathlib import Path

from sqlmodel import select

from utblick import log
from utblick.access.credentials.tokens import create_token
from utblick.access.models import User
from utblick.cli.demo import load_demo
from utblick.context import Actor
from utblick.db.migrate import differences, upgrade
from utblick.declare import Panel, Slot
from utblick.jobs.runner import run_now
from utblick.platform import Platform, assemble
from utblick.settings import Settings
from utblick.testing.client import BrowserClient, signed_in_client
from utblick.web.app import build_app
from utblick.web.routing import PUBLIC
from utblick.web.templating import compile_all, render

_ENTRY_POINT = "[utblick.plugins]\nvisits = utblick_visits.plugin\n"
VISITOR, COMPANY = "Exempeluniversitetet", "Exempel Såg AB"
"""Two organisations of the demo data: one that the tutorial's visits are of, one with people."""

_OK = 200


@dataclass
class Standing:
    """The installation: its folder, its platform, and the ways to look at it."""

    folder: Path
    platform: Platform

    @cached_property
    def client(self) -> BrowserClient:
        """A browser with an administrator before it."""
        return signed_in_client(self.platform, build_app(self.platform), "administrator")

    @staticmethod
    def prepare(folder: Path) -> None:
        """Make the tables of the core once, for all the installations that are put up later."""
        log.configure(Settings(), level="ERROR")
        platform = assemble(Settings(plugins=(), data_folder=folder, strict=True))
        upgrade(platform.database, platform.registry)
        load_demo(platform)
        build_app(platform)  # what is imported and compiled here need not be for each example
        compile_all(platform.templates)
        platform.close()

    @classmethod
    def put_up(cls, folder: Path) -> "Standing":
        """Load the plugin from `visits/` beside the data in `var/`, and bring the tables up to date."""
        _install(folder / "visits")
        os.environ |= {
            "UTBLICK_DATA_FOLDER": str(folder / "var"),
            "UTBLICK_PLUGINS": "visits",
            "UTBLICK_STRICT": "1",
        }
        os.chdir(folder)
        platform = assemble(Settings(plugins=("visits",), data_folder=folder / "var", strict=True))
        upgrade(platform.database, platform.registry)
        own = platform.registry.plugin("visits")
        assert own is not None
        for load in own.demo:
            with platform.write() as ctx:
                load(ctx)
        return cls(folder, platform)

    def compare(self) -> None:
        """Refuse models that say something else than the migrations."""
        assert differences(self.platform.database, self.platform.registry)["visits"] == []

    def look_round(self) -> None:
        """Open every page and panel of the plugin, and run every job."""
        own = self.platform.registry.plugin("visits")
        assert own is not None
        lists = [own.path(record) for record in own.records if record.listed]
        boards = [f"{own.path(record)}/board" for record in own.records if record.listed and record.board]
        forms = [f"{own.path(record)}/new" for record in own.records if record.creatable]
        routes = [
            route.path
            for route in own.routes
            if route.method == "GET" and "{" not in route.path and route.access != PUBLIC
        ]
        for path in [
            *lists,
            *boards,
            *forms,
            *routes,
            *self._draw_panels(own.panels),
            *(link.url for link in own.navigation),
        ]:
            self.expect(path)
        for job in own.jobs:
            run = run_now(self.platform, own.name, job)
            assert run.ok, f"the job {job.name} failed: {run.message}"

    def expect(self, path: str) -> str:
        """The page at an address, which must be there."""
        answer = self.client.get(path)
        said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
        assert answer.status_code == _OK, f"{path} answers {answer.status_code}: {said[:600]}"
        return answer.text

    def token(self) -> str:
        """A new API token of the administrator's, for everything that a token can be for."""
        scopes = [one.name for plugin in self.platform.registry.plugins for one in plugin.permissions]
        assert self.client  # signing in makes the administrator
        with self.platform.read() as ctx:
            user = ctx.session.exec(select(User).where(User.email == "administrator@utblick.example")).one()
        actor = Actor("user", user.id, user.name, frozenset("*"), "sv")
        with self.platform.write(actor) as ctx:
            return create_token(ctx, name="Exempel", scopes=scopes, days=1, read_only=False)

    def _draw_panels(self, panels: tuple[Panel, ...]) -> list[str]:
        """Draw each panel, so that a mistake is not hidden in its box, and give their addresses."""
        with self.platform.read() as ctx:
            visitor, company = (ctx.organisations.find(name=name) for name in (VISITOR, COMPANY))
            assert visitor is not None
            assert company is not None
            subjects = {Slot.ORGANISATION: visitor.id, Slot.PERSON: ctx.people.at(company.id)[0].id}
            for panel in panels:
                made = panel.load(ctx, subjects.get(panel.slot))
                if made is not None:
                    render(self.platform.templates, made.template, {"ctx": ctx, "shell": None, **made.values})
        ids = {panel.name: subjects.get(panel.slot) for panel in panels}
        return [f"/panels/{name}" + (f"/{subject}" if subject else "") for name, subject in ids.items()]


def _install(project: Path) -> None:
    """Let this process find the plugin, as an installation would."""
    info = project / "visits_tried-0.1.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: visits-tried\nVersion: 0.1\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(_ENTRY_POINT, encoding="utf-8")
    sys.path.insert(0, str(project))
    invalidate_caches()
