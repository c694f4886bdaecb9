"""A plugin that leaves for good takes all of its own along, into a zip file, and nothing of anybody else's."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import EntryPoint
from zipfile import ZipFile

import pytest
from sqlalchemy import func, inspect, select, text
from sqlmodel import select as pick

from utblick import api
from utblick.access.models import ApiToken, AuditEntry, Role, User
from utblick.access.testing import open_session
from utblick.bus.tables import dead_letter_table, event_table, inbox_table, parked_table
from utblick.context import SYSTEM, Actor, Ref
from utblick.db.migrate import upgrade
from utblick.db.versions import Owner
from utblick.errors import Conflict, NotFound
from utblick.ids import new_id
from utblick.jobs.models import JobRun, JobState
from utblick.platform import assemble
from utblick.plugins import purging
from utblick.records.files import keep_file
from utblick.records.models import Comment, Follow, Notice, StoredFile, Task
from utblick.records.saved_view import SavedView
from utblick.testing.leftovers import leftovers
from utblick.web.request import Upload
from utblick_export_deals import service

POINTS = {
    name: EntryPoint(name, f"utblick_{name}.plugin", "utblick.plugins")
    for name in ("export_deals", "evaluation")
}
TITLE = "=Takstolar till Hamburg"


@pytest.fixture
def plugins():
    return ("export_deals", "evaluation")


@pytest.fixture
def lived_in(platform_on):
    """An installation in which export deals have left something in every room; gives it without them."""
    open_session(platform_on, "administrator")
    with platform_on.write(SYSTEM) as ctx:
        user = ctx.session.exec(pick(User)).one()
    with platform_on.write(Actor("user", user.id, user.name, frozenset("*"))) as ctx:
        company = ctx.organisations.register("Exempel Såg AB", email="info@sag.example").id
        lead = service.open_lead(ctx, {"title": TITLE, "organisation_id": company, "country": "DE"})
        for about in (Ref("export_deals", "lead", lead.id), Ref("core", "organisation", company)):
            leave_beside(ctx, about, user.id)
        leave_elsewhere(ctx, user.id)
    platform = assemble(platform_on.settings.model_copy(update={"plugins": ("evaluation",)}))
    yield platform
    platform.close()


def leave_beside(ctx, about, user):
    where = {"plugin": about.plugin, "kind": about.kind, "record_id": about.id}
    said = f"Om {about.plugin}".encode()
    for content in (said, b"Samma bilaga"):
        keep_file(ctx, about, Upload(f"{about.plugin}.txt", "text/plain", len(content), io.BytesIO(content)))
    ctx.session.add_all(
        [
            Comment(**where, text=f"Kommentar om {about.kind}", author_id=user),
            Task(**where, title="Ring"),
            SavedView(plugin=about.plugin, kind=about.kind, title="Mina", owner_id=user),
            Notice(**where, user_id=user, id=new_id(), what="comment", at=ctx.now),
        ]
    )
    ctx.session.merge(Follow(**where, user_id=user, since=ctx.now))
    api.send_mail(
        ctx,
        "mail/access/reset",
        to="anna@sag.example",
        ref=about,
        name="Anna Exempel",
        url="https://x.example",
    )


def leave_elsewhere(ctx, user):
    names = ["core.read", "evaluation.read", "export_deals.read"]
    token = {
        "user_id": user,
        "name": "Prov",
        "created_at": ctx.now,
        "expires_at": ctx.now + timedelta(days=1),
    }
    ctx.session.add_all(
        [
            Role(name="lots", permissions=names, known=names),
            ApiToken(token_hash="0" * 64, scopes=names, **token),
            *(JobState(name=f"{one}.remind") for one in POINTS),
            *(JobRun(name=f"{one}.remind", started_at=ctx.now) for one in POINTS),
        ]
    )
    ctx.session.flush()
    event = {"event_id": new_id(), "key": "k", "subject": "s", "data": b"{}", "first_at": ctx.now}
    for subscriber in ("export_deals__letters", "evaluation__evidence"):
        mine = {"subscriber": subscriber, **event}
        connection = ctx.session.connection()
        connection.execute(inbox_table.insert(), {"subscriber": subscriber, "event_id": event["event_id"]})
        connection.execute(parked_table.insert(), {**mine, "due_at": ctx.now})
        more = {"error": "x", "fingerprint": "f", "attempts": 1, "last_at": ctx.now}
        connection.execute(dead_letter_table.insert(), {**mine, **more})


def rows_of(platform):
    """How many rows every table has."""
    with platform.database.engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in inspect(connection).get_table_names()
            if not name.startswith("core_search_fts")
        }


def test_a_purged_plugin_is_gone_from_every_room_and_nothing_else_is(lived_in):
    before = rows_of(lived_in)
    assert len(leftovers(lived_in, "export_deals")) > 20

    gone = purging.purge(lived_in, purging.leaving(lived_in, "export_deals"))

    after = rows_of(lived_in)
    assert leftovers(lived_in, "export_deals") == []
    assert gone.tables["export_deals_lead"] == 1
    assert {name for name in before if name not in after} == {*gone.tables, "alembic_export_deals"}
    lost = {name: before[name] - after[name] for name in after if after[name] != before[name]}
    assert lost == {
        **dict.fromkeys(
            ("core_comment", "core_task", "core_saved_view", "core_notice", "core_follow", "core_mail"), 1
        ),
        **dict.fromkeys(("core_inbox", "core_parked", "core_dead_letter", "core_job", "core_job_run"), 1),
        "core_search": 1,
        "core_change": gone.traces["core_change"],
        "core_file": 2,
        "core_event_ref": gone.traces["core_event_ref"],
        "core_audit": -1,
        "core_access_change": -1,
    }
    with lived_in.read() as ctx:
        role, token = ctx.session.exec(pick(Role)).one(), ctx.session.exec(pick(ApiToken)).one()
        assert (role.permissions, role.known, token.scopes) == (["core.read", "evaluation.read"],) * 3
        assert ctx.session.exec(pick(AuditEntry.object)).all() == ["plugin/export_deals"]


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_files_that_nobody_else_holds_go_from_the_disk(lived_in):
    with lived_in.read() as ctx:
        held = set(ctx.session.exec(pick(StoredFile.sha256).where(StoredFile.plugin == "core")))

    gone = purging.purge(lived_in, purging.leaving(lived_in, "export_deals"))

    left = {place.name for place in lived_in.files_folder.glob("??/*")}
    assert gone.files == 1
    assert left == held


def test_what_goes_is_in_the_zip_file_for_people_and_for_programs(lived_in, tmp_path):
    file = tmp_path / "kept" / "export_deals.zip"

    purging.archive(lived_in, purging.leaving(lived_in, "export_deals"), file)

    assert file.stat().st_mode & 0o077 == 0
    with ZipFile(file) as kept:
        contents = json.loads(kept.read("contents.json"))
        table = list(
            csv.DictReader(
                io.StringIO(kept.read("tables/export_deals_lead.csv").decode("utf-8-sig")), delimiter=";"
            )
        )
        lines = [json.loads(line) for line in kept.read("tables/export_deals_lead.jsonl").splitlines()]
        comments = kept.read("core/core_comment.csv").decode("utf-8-sig")
        files = {kept.read(name) for name in kept.namelist() if name.startswith("files/")}
    assert (contents["plugin"], contents["migrations"], contents["rows"]["tables/export_deals_lead"]) == (
        "export_deals",
        ["export_deals_0002"],
        1,
    )
    assert [row["title"] for row in table] == [f"'{TITLE}"]
    assert [row["title"] for row in lines] == [TITLE]
    assert "Kommentar om lead" in comments
    assert "Kommentar om organisation" not in comments
    assert files == {b"Om export_deals", b"Samma bilaga"}
    with pytest.raises(Conflict, match="is there already"):
        purging.archive(lived_in, purging.leaving(lived_in, "export_deals"), file)


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_what_was_published_stays_in_the_log_unless_that_is_asked_for(lived_in):
    def published():
        with lived_in.read() as ctx:
            return ctx.session.scalar(
                select(func.count())
                .select_from(event_table)
                .where(event_table.c.name.startswith("export_deals."))
            )

    purging.purge(lived_in, purging.leaving(lived_in, "export_deals"))
    kept = published()
    purging.purge(lived_in, purging.look(lived_in, "export_deals"), with_events=True)

    assert (kept, published()) == (1, 0)


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_a_purge_can_be_made_again_and_the_plugin_comes_back_empty(lived_in):
    for _time in (1, 2):
        purging.purge(lived_in, purging.leaving(lived_in, "export_deals"))

    again = assemble(lived_in.settings.model_copy(update={"plugins": ("export_deals", "evaluation")}))

    assert upgrade(again.database, again.registry) == ("export_deals",)
    assert rows_of(again)["export_deals_lead"] == 0
    again.close()


def test_tables_whose_code_is_gone_are_dropped_by_name_and_only_when_that_is_said(lived_in):
    neighbours = ("export_deals_abroad_visit", "alembic_export_deals_abroad")
    with lived_in.database.write() as session:
        for name in neighbours:
            session.connection().exec_driver_sql(f"CREATE TABLE {name} (version_num VARCHAR(32))")
    plugin = purging.leaving(lived_in, "export_deals", installed=[POINTS["evaluation"]])

    with pytest.raises(Conflict, match=r"not installed.*export_deals_lead.*--drop-tables"):
        purging.purge(lived_in, plugin)
    assert plugin.tables["export_deals_lead"] == 1
    purging.purge(lived_in, plugin, by_name=True)

    assert set(neighbours) <= set(rows_of(lived_in))
    assert [one for one in rows_of(lived_in) if "export_deals" in one and one not in neighbours] == []


@pytest.fixture
def alone(platform):
    """The installation with evaluation alone; export deals have tables and no row."""
    made = assemble(platform.settings.model_copy(update={"plugins": ("evaluation",)}))
    yield made
    made.close()


def test_tables_that_are_newer_than_the_installed_version_are_not_taken_back_by_it(alone):
    with alone.database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_export_deals SET version_num = 'later'")

    with pytest.raises(Conflict, match=r"newer than its installed version.*--drop-tables"):
        purging.purge(alone, purging.leaving(alone, "export_deals"))
    purging.purge(alone, purging.leaving(alone, "export_deals"), by_name=True)

    assert leftovers(alone, "export_deals") == []


MIGRATION = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0001", None

def upgrade():
    op.create_table("demo_one", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("demo_two", sa.Column("id", sa.Integer, primary_key=True))

def downgrade():
    {downgrade}
"""


@pytest.fixture
def migrated(alone, tmp_path):
    """Makes the tables of a plugin `demo` by migrations of one's own, and gives what would leave."""

    def make(downgrade):
        folder = tmp_path / "migrations"
        (folder / "versions").mkdir(parents=True)
        (folder / "versions" / "0001_tables.py").write_text(MIGRATION.format(downgrade=downgrade))
        from utblick.db import migrate

        owner = Owner("demo", folder)
        with alone.database.alter() as connection:
            migrate._run(connection, owner, "head", up=True)
        return replace(purging.look(alone, "demo"), owner=owner)

    return make


def test_tables_that_the_migrations_leave_behind_are_dropped_and_named(alone, migrated):
    gone = purging.purge(alone, migrated('op.drop_table("demo_one")'))

    assert (gone.left, leftovers(alone, "demo")) == (("demo_two",), [])


def test_migrations_that_fail_leave_everything_as_it_was(alone, migrated):
    plugin = migrated('op.drop_table("demo_one"); op.drop_table("not_there")')

    with pytest.raises(Conflict, match="do not take its tables back"):
        purging.purge(alone, plugin)

    assert leftovers(alone, "demo") == ["demo_one", "demo_two", "alembic_demo"]


def test_who_is_enabled_or_needed_or_unknown_does_not_leave(platform, alone, plugin):
    needing = [*POINTS.values(), plugin("needing", depends=("export_deals",))]
    needy = replace(alone, settings=alone.settings.model_copy(update={"plugins": ("needing",)}))

    for where, name, installed, said in (
        (platform, "export_deals", None, "is enabled. First: utblick plugin disable export_deals"),
        (needy, "export_deals", needing, "is needed by needing"),
        (alone, "core", None, "no plugin"),
    ):
        with pytest.raises(Conflict, match=said):
            purging.leaving(where, name, installed=installed)
    with pytest.raises(NotFound, match="Did you mean export_deals"):
        purging.leaving(alone, "export_deal")


def test_the_command_asks_for_the_name_and_keeps_what_goes(alone, cli, settings):
    asked = {"UTBLICK_PLUGINS": "evaluation"}

    wrong = cli("plugin", "purge", "export_deals", input="evaluation\n", environment=asked)
    there = "export_deals_lead" in rows_of(alone)
    right = cli("plugin", "purge", "export_deals", input="export_deals\n", environment=asked)

    assert (wrong.returncode, there) == (1, True)
    assert "Nothing was changed" in wrong.stderr
    assert right.returncode == 0, right.stderr
    assert leftovers(alone, "export_deals") == []
    (kept,) = (settings.data_folder / "purged").glob("export_deals-*.zip")
    assert str(kept) in right.stdout
