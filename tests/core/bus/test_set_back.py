"""A database that was put back to an earlier state, beside a stream that went on: never quietly wrong."""

import shutil
import sqlite3

import msgspec
import pytest
from sqlalchemy import select, text

from utblick.backup.creating import create
from utblick.backup.restoring import Wishes, restore
from utblick.bus.nats import stream_name
from utblick.bus.reconcile import doubt
from utblick.bus.tables import lost_event_table
from utblick.ids import new_id


def tell(*_far):
    """Nobody listens."""


@pytest.fixture
def numbers(hall):
    """The numbers of the events in the log, in its order."""

    def read():
        with hall.platform.database.engine.connect() as connection:
            rows = connection.execute(text("SELECT data FROM core_event ORDER BY seq")).scalars()
            return [msgspec.json.decode(bytes(raw))["data"]["number"] for raw in rows]

    return read


@pytest.fixture
def settled(hall, until):
    return lambda: until(lambda: hall.count("core_event", "stream_seq IS NULL") == 0)


def lost(hall):
    with hall.platform.database.engine.connect() as connection:
        return set(connection.scalars(select(lost_event_table.c.id)))


def test_events_after_the_backup_are_set_aside_and_what_it_had_not_handled_is_handled(
    hall, writing, until, numbers, settled, tmp_path
):
    hall.subscribe(writing("a"), writing("late"))
    hall.start()
    door = new_id()
    hall.open_doors(door, 1, 2)
    until(lambda: hall.seen("a") == hall.seen("late") == [1, 2])
    hall.buses[0].stop()
    hall.open_doors(door, 3)
    create(hall.platform, tmp_path / "backup.zip", tell=tell)
    running = hall.start()
    after = hall.open_doors(door, 4, 5)
    until(lambda: hall.seen("a") == hall.seen("late") == [1, 2, 3, 4, 5])
    settled()
    running.stop()

    restore(hall.platform, tmp_path / "backup.zip", Wishes(replace=True), tell=tell)
    with hall.platform.database.write() as session:  # no plugin owns the table, so no backup holds it
        session.execute(text("DELETE FROM demo_seen WHERE number > 2"))
    running = hall.start()
    hall.open_doors(door, 6)

    until(lambda: hall.seen("a") == hall.seen("late") == [1, 2, 3, 6])
    settled()
    assert numbers() == [1, 2, 3, 6]
    assert lost(hall) == set(after)
    assert running.call(running.bus.health()).stream.messages == 4


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_restored_log_beside_another_stream_is_carried_whole(
    hall, writing, until, numbers, settled, tmp_path
):
    hall.subscribe(writing("a"))
    hall.start()
    hall.open_doors(new_id(), 1, 2, 3)
    until(lambda: hall.seen("a") == [1, 2, 3])
    settled()
    create(hall.platform, tmp_path / "backup.zip", tell=tell)
    hall.buses[0].stop()
    shutil.rmtree(hall.platform.settings.data_folder / "bus" / "jetstream")
    restore(hall.platform, tmp_path / "backup.zip", Wishes(replace=True), tell=tell)
    hall.open_doors(new_id(), 4)

    running = hall.start()

    until(lambda: hall.seen("a") == [1, 2, 3, 4])
    settled()
    assert (numbers(), lost(hall)) == ([1, 2, 3, 4], set())
    assert running.call(running.bus.health()).stream.messages == 4


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_places_of_another_stream_are_not_believed_although_it_is_as_long(
    hall, writing, until, numbers, settled
):
    hall.subscribe(writing("a"))
    hall.start()
    hall.open_doors(new_id(), 1, 2)
    settled()
    hall.buses[0].stop()
    store = hall.platform.settings.data_folder / "bus" / "jetstream"
    kept = store.with_name("kept")
    shutil.move(store, kept)
    with hall.platform.database.write() as session:
        doubt(session.connection(), stream_name("2132"))
    hall.start()
    settled()
    hall.buses[1].stop()
    shutil.rmtree(store)
    shutil.move(kept, store)

    running = hall.start()
    hall.open_doors(new_id(), 3)

    until(lambda: hall.seen("a") == [1, 2, 3])
    settled()
    assert (numbers(), lost(hall)) == ([1, 2, 3], set())
    assert running.call(running.bus.health()).stream.messages == 3


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_database_file_that_was_copied_back_by_hand_sets_aside_what_it_does_not_know(
    hall, writing, until, numbers, settled
):
    hall.subscribe(writing("a"))
    hall.start()
    hall.open_doors(new_id(), 1, 2)
    until(lambda: hall.seen("a") == [1, 2])
    settled()
    file = hall.platform.settings.data_folder / "utblick.db"
    backup = file.with_suffix(".backup")
    with sqlite3.connect(file) as source, sqlite3.connect(backup) as target:
        source.backup(target)
    after = hall.open_doors(new_id(), 3, 4)
    until(lambda: hall.seen("a") == [1, 2, 3, 4])
    settled()
    hall.buses[0].stop()
    hall.platform.database.dispose()
    for name in ("utblick.db-wal", "utblick.db-shm"):
        file.with_name(name).unlink(missing_ok=True)
    shutil.move(backup, file)

    hall.start()

    until(lambda: lost(hall) == set(after))
    assert (hall.seen("a"), numbers()) == ([1, 2], [1, 2])


@pytest.mark.parametrize("platform_on", ["postgres"], indirect=True)
def test_database_in_another_life_is_compared_by_itself(hall, writing, until, settled):
    hall.subscribe(writing("a"))
    hall.start()
    (first,) = hall.open_doors(new_id(), 1)
    settled()
    hall.buses[0].stop()
    with hall.platform.database.write() as session:
        life = session.execute(text("SELECT life FROM core_stream")).scalar_one()
        session.execute(text("UPDATE core_stream SET life = '1/00000000'"))
        session.execute(text("DELETE FROM core_event"))

    hall.start()

    until(lambda: lost(hall) == {first})
    with hall.platform.database.engine.connect() as connection:
        until(lambda: connection.scalar(text("SELECT life FROM core_stream")) == life)
