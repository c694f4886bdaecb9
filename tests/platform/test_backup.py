"""A backup taken while somebody writes, put back elsewhere with an empty bus: the same to whoever looks."""

import io
import itertools
import re
import threading
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick.backup.creating import create
from utblick.backup.restoring import Wishes, restore
from utblick.cli.demo import load_demo
from utblick.context import Ref
from utblick.identity.models import Organisation
from utblick.records.files import keep_file
from utblick.testing.client import signed_in_client
from utblick.testing.running import at_rest, eventually, running_bus
from utblick.testing.standing import moved
from utblick.testing.whole import WHOLE
from utblick.web.request import Upload


@pytest.fixture
def plugins():
    return ("export_deals", "evaluation")


def tell(*_far):
    """Nobody listens."""


class Writer(threading.Thread):
    """Registers companies with a file each, one after the other, until it is told to stop."""

    def __init__(self, platform, word):
        super().__init__(daemon=True)
        self.platform, self.word, self.told, self.written = platform, word, threading.Event(), 0

    def run(self):
        for number in itertools.count():
            with self.platform.write() as ctx:
                made = ctx.organisations.register(
                    name=f"{self.word} {number:04} AB", kind="company", country="SE"
                )
                content = f"{self.word} {number}".encode()
                upload = Upload("avtal.txt", "text/plain", len(content), io.BytesIO(content))
                keep_file(ctx, Ref("core", "organisation", made.id), upload)
            self.written = number + 1
            if self.told.wait(0.01):
                return

    def stop(self):
        self.told.set()
        self.join(30)


def seen_by_staff(client, ids):
    """What pages say: goals, timelines, what a search finds. What they say of the bus is seconds old."""
    eventually(lambda: 'hx-trigger="every 5s"' not in client.get("/evaluation").text, seconds=60)
    pages = ["/evaluation", "/search?q=snickeri", *(f"/organisations/{one}" for one in ids)]
    return {page: _text(client.get(page)) for page in pages}


def _text(answer):
    assert answer.status_code == 200
    body = re.sub(r"(?s)<head>.*?</head>|<body[^>]*>|<script.*?</script>", "", answer.text)
    return re.sub(r"csrf[^>]*|(?<=>)[^<]*(?=</time>)|last changed [^.]*", "", body).splitlines()


def count(platform, statement):
    with platform.database.engine.connect() as connection:
        return connection.execute(text(statement)).scalar_one()


def require_whole(platform, client, word, least, most):
    """What was written in the background is there as a whole up to some moment, each thing once."""
    of_them = f"FROM core_organisation WHERE name LIKE '{word}%'"
    there = count(platform, f"SELECT count(*) {of_them}")
    assert least <= there <= most
    assert count(platform, f"SELECT max(name) {of_them}") == f"{word} {there - 1:04} AB"
    last = UUID(str(count(platform, f"SELECT id {of_them} ORDER BY name DESC LIMIT 1")))
    assert f"/organisations/{last}" in client.get(f"/search?q={word}+{there - 1:04}").text
    files = f"FROM core_file WHERE record_id IN (SELECT id {of_them})"
    assert count(platform, f"SELECT count(*) {files}") == there
    file = UUID(str(count(platform, f"SELECT id {files} ORDER BY id DESC LIMIT 1")))
    assert client.get(f"/files/{file}").text == f"{word} {there - 1}"
    told = count(platform, "SELECT count(*) FROM core_event WHERE name = 'core.organisation.registered'")
    assert told == count(platform, "SELECT count(*) FROM core_organisation")


def backed_up_while_written(platform, word, file):
    writer = Writer(platform, word)
    writer.start()
    eventually(lambda: writer.written > 3, seconds=60)
    least = writer.written
    create(platform, file, tell=tell)
    most = writer.written + 1
    writer.stop()
    return least, most


@pytest.fixture
def look(standing):
    """Gives a browser's client of a platform, signed in as an administrator."""
    return lambda platform: signed_in_client(platform, standing.app(platform), "administrator", language="en")


@pytest.mark.postgres
def test_restored_installation_shows_the_same_goals_timelines_finds_and_files(
    platform, settings, standing, look, tmp_path
):
    load_demo(platform)
    with platform.read() as ctx:
        ids = ctx.session.exec(select(Organisation.id).order_by(Organisation.id).limit(3)).all()
    with running_bus(platform):
        eventually(lambda: at_rest(platform.bus), seconds=120)
        seen = seen_by_staff(look(platform), ids)
        written = backed_up_while_written(platform, "Vidare", tmp_path / "sqlite.zip")
    elsewhere = settings.model_copy(update={"data_folder": tmp_path / "elsewhere"})

    with standing.on_postgres(elsewhere) as postgres:
        restore(postgres, tmp_path / "sqlite.zip", Wishes(), tell=tell)
        with running_bus(postgres):
            eventually(lambda: at_rest(postgres.bus), seconds=120)
            assert seen_by_staff(look(postgres), ids) == seen
            require_whole(postgres, look(postgres), "Vidare", *written)
            carried = postgres.bus.ask_health(20).stream.messages
            assert carried == count(postgres, "SELECT count(*) FROM core_event")
            assert count(postgres, "SELECT count(*) FROM core_lost_event") == 0
            if not WHOLE:
                return
            written = backed_up_while_written(postgres, "Ytterligare", tmp_path / "postgres.zip")

    back = moved(platform, settings.model_copy(update={"data_folder": tmp_path / "back"}))
    back.settings.data_folder.mkdir()
    restore(back, tmp_path / "postgres.zip", Wishes(), tell=tell)
    with running_bus(back):
        eventually(lambda: at_rest(back.bus), seconds=120)
        assert seen_by_staff(look(back), ids) == seen
        require_whole(back, look(back), "Ytterligare", *written)
    back.close()
