"""A plugin that is not enabled has no part in the house; every bundled one is tried, alone and in pairs.

With UTBLICK_TEST_WHOLE=1 in every pair; else each with the one before it and the one after it.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint, entry_points
from itertools import combinations, pairwise
from pathlib import Path

import click
import pytest
from sqlmodel import select

from utblick.access.models import Role, User
from utblick.access.roles import permission_groups
from utblick.access.testing import open_session
from utblick.bus.delivery import deliveries
from utblick.cli.main import Installation, cli
from utblick.context import SYSTEM, Actor
from utblick.declare import Slot
from utblick.ids import new_id
from utblick.jobs.runner import JobRunner
from utblick.platform import assemble
from utblick.records.models import Notice, Task
from utblick.records.openapi import document
from utblick.records.tasks import open_tasks
from utblick.registry import card_of
from utblick.search.find import find
from utblick.search.index import rebuild, scope_of
from utblick.search.models import SearchEntry
from utblick.settings import Settings
from utblick.testing.client import signed_in_client
from utblick.testing.whole import WHOLE
from utblick.web.app import build_app, routes
from utblick.web.panels import frames
from utblick.web.request import WebRequest
from utblick.web.shell import shell_of

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
POINTS = {
    name: EntryPoint(name, place, "utblick.plugins")
    for name, place in PROJECT["entry-points"]["utblick.plugins"].items()
}
PLUGINS = tuple(POINTS)
PAIRS = tuple(combinations(PLUGINS, 2)) if WHOLE else tuple(pairwise(PLUGINS))
WORD = "Kvarlämnat"


def enabled_without(off):
    """The other plugins in their order, but for those that need one which is off."""
    left = []
    for name in PLUGINS:
        if name not in off and set(card_of(POINTS[name]).depends) <= set(left):
            left.append(name)
    return tuple(left)


def with_what_it_needs(name):
    needed = [one for other in card_of(POINTS[name]).depends for one in with_what_it_needs(other)]
    return (*dict.fromkeys(needed), name)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory, standing):
    """An installation with the tables of all, and something of every record type in the rooms of the core."""
    folder = tmp_path_factory.mktemp("furnished")
    platform = standing.on_sqlite(Settings(plugins=PLUGINS, data_folder=folder, strict=True))
    open_session(platform, "administrator")
    with platform.write(SYSTEM) as ctx:
        administrator = ctx.session.exec(select(User.id)).one()
        for plugin, record in platform.registry.records():
            if plugin.name != "core":
                leave_something(ctx, plugin.name, record.kind, administrator)
    platform.close()
    return folder


def leave_something(ctx, plugin, kind, user):
    where = {"plugin": plugin, "kind": kind, "record_id": new_id()}
    words = {"title": f"{WORD} {plugin}", "title_key": f"kvarlamnat {plugin}", "body": "kvarlamnat"}
    ctx.session.add_all(
        [
            SearchEntry(**where, **words, scope=scope_of(plugin, kind), updated_at=ctx.now),
            Task(**where, title=f"{WORD} {plugin}", owner_id=user, due_on=ctx.now.date()),
            Notice(**where, user_id=user, id=new_id(), what=f"{plugin}.{kind}.made", at=ctx.now),
        ]
    )


@pytest.fixture
def house(furnished):
    """The same installation with some of the plugins."""
    opened = []

    def start(plugins):
        opened.append(assemble(Settings(plugins=plugins, data_folder=furnished, strict=True)))
        return opened[-1]

    yield start
    for platform in opened:
        platform.close()


@pytest.fixture(scope="session")
def when_all_run(furnished):
    platform = assemble(Settings(plugins=PLUGINS, data_folder=furnished, strict=True))
    found = {name: found_of(platform, name) for name in PLUGINS}
    platform.close()
    return found


def found_of(platform, name):
    """Every place of the house in which something of the plugin is met."""
    start = f"{name}."
    with platform.write(SYSTEM) as ctx:
        user = ctx.session.exec(select(User)).one()
    actor = Actor("user", user.id, user.name, frozenset("*"))
    web = WebRequest(method="GET", path="/")
    with platform.read(actor, request=web) as ctx:
        shell = shell_of(ctx)
        return {
            "page": [r.path for owner, r in routes(platform) if owner == name or in_address(name, r.path)],
            "menu": [link.url for s in shell.navigation for link in s.links if in_address(name, link.url)],
            "box": [f.name for slot in Slot for f in frames(ctx, slot, user.id) if f.name.startswith(start)],
            "job": [job.name for owner, job in JobRunner(platform)._jobs if owner == name],
            "consumer": [one for one in deliveries(platform) if one.startswith(f"{name}__")],
            "event": [
                e.name for p in platform.registry.plugins for e in p.events if e.name.startswith(start)
            ],
            "permission": [
                n for g in permission_groups(ctx) for n, _title in g.permissions if n.startswith(start)
            ],
            "hit": [group.kind for group in find(ctx, WORD) if group.kind.startswith(f"{name}/")],
            "api": [path for path in document(ctx)["paths"] if in_address(name, path)],
            "task": [task.title for task in open_tasks(ctx) if task.plugin == name],
            "command": [one for one in commands(platform) if one == name],
            "template": [one for one in platform.templates.list_templates() if one.startswith(f"{name}/")],
        }


def in_address(name, path):
    return name in path.strip("/").split("/")[:2]


def commands(platform):
    installation = Installation(None)
    installation.platform = platform
    return cli.list_commands(click.Context(cli, obj=installation))


@pytest.mark.parametrize(
    "off", [(), *((one,) for one in PLUGINS), *PAIRS], ids=lambda off: "-".join(off) or "none"
)
def test_a_disabled_plugin_is_met_nowhere_and_the_others_are_where_they_were(house, when_all_run, off):
    enabled = enabled_without(off)
    platform = house(enabled)

    for name in PLUGINS:
        found = found_of(platform, name)
        assert found == (when_all_run[name] if name in enabled else {place: [] for place in found})


def test_every_place_is_looked_at_where_a_plugin_could_be_met(when_all_run):
    met = {place for found in when_all_run.values() for place, things in found.items() if things}

    assert met == set(next(iter(when_all_run.values())))


@pytest.mark.parametrize("name", PLUGINS)
def test_in_the_browser_a_disabled_plugin_does_not_exist(house, name):
    full, platform = house(PLUGINS), house(enabled_without((name,)))
    client = signed_in_client(platform, build_app(platform), "administrator")
    addresses = {re.sub(r"\{.*?\}", str(new_id()), r.path) for owner, r in routes(full) if owner == name}
    boxes = [f"/panels/{panel.name}" for panel in full.registry.plugin(name).panels]

    answers = {path: client.get(path).status_code for path in (*addresses, *boxes)}
    pages = [
        client.get(path).text
        for path in ("/", "/admin/roles/new", "/me/tokens/new", "/search", "/tasks", "/api")
    ]

    assert {path: status for path, status in answers.items() if status != 404} == {}
    assert [page for page in pages if f"/{name}/" in page or f'"{name}.' in page] == []
    assert f"{WORD} {name}" not in client.get("/search", params={"q": WORD}).text


def test_no_plugin_brings_the_code_of_one_that_is_disabled(
    tmp_path,
):
    asked = {"folder": str(tmp_path), "sets": [(), *(with_what_it_needs(name) for name in PLUGINS)]}

    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("imported_by_a_start.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    packages = {name: point.module.rpartition(".")[0] for name, point in POINTS.items()}
    for enabled, imported in json.loads(done.stdout):
        assert {name for name, package in packages.items() if package in imported} == set(enabled)


@pytest.mark.parametrize("name", PLUGINS)
def test_what_an_administrator_saves_meanwhile_takes_nothing_from_a_disabled_plugin(
    house, furnished, tmp_path, name
):
    shutil.copytree(furnished, tmp_path / "var")
    others = assemble(Settings(plugins=enabled_without((name,)), data_folder=tmp_path / "var", strict=True))
    plugin = house(PLUGINS).registry.plugin(name)
    theirs = [p.name for p in plugin.permissions]
    with others.write(SYSTEM) as ctx:
        ctx.session.add(Role(name="lots", title="Lots", permissions=["core.read", *theirs]))
        ctx.session.add(
            Role(name="officer", builtin=True, permissions=["core.read"], known=["core.read", *theirs])
        )
    client = signed_in_client(others, build_app(others), "administrator")

    for role in ("lots", "officer"):
        assert client.submit(f"/admin/roles/{role}", {"permissions": ["core.write"]}).status_code == 303
    with others.write(SYSTEM) as ctx:
        rebuild(ctx)
    others.close()

    again = assemble(Settings(plugins=PLUGINS, data_folder=tmp_path / "var", strict=True))
    with again.read(SYSTEM) as ctx:
        saved = {role.name: role for role in ctx.session.exec(select(Role))}
        assert set(saved["lots"].permissions) == {"core.write", *theirs}
        assert set(saved["officer"].permissions) == {"core.write"}
        assert set(theirs) <= set(saved["officer"].known)
        assert set(ctx.session.exec(select(SearchEntry.title).where(SearchEntry.plugin == name))) == {
            f"{WORD} {name}" for _record in plugin.records
        }
    again.close()


def test_the_installed_plugins_are_those_that_were_tried():
    bundled = {p.name for p in entry_points(group="utblick.plugins") if p.dist and p.dist.name == "utblick"}

    assert bundled == set(PLUGINS)
