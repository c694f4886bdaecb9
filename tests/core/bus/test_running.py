"""The bus as an administrator knows it: it starts, stops, is set back, and runs in many processes."""

import json
import os
import shutil
import signal

import pytest

from utblick.bus.purge import consumers, purge
from utblick.bus.server import BundledServer, read_address
from utblick.errors import Misconfigured
from utblick.ids import new_id


def test_stopped_bus_loses_nothing_and_goes_on_where_it_was(hall, writing, until):
    hall.subscribe(writing("a"))
    hall.start()
    door = new_id()
    hall.open_doors(door, 1)
    until(lambda: hall.seen("a") == [1])

    hall.buses[0].stop()
    hall.open_doors(door, 2, 3)
    assert hall.seen("a") == [1]
    hall.start()

    until(lambda: hall.seen("a") == [1, 2, 3])


def test_killed_server_comes_back_and_commits_do_not_wait_for_it(hall, writing, until):
    hall.subscribe(writing("a"))
    running = hall.start()
    door = new_id()
    hall.open_doors(door, 1)
    until(lambda: hall.seen("a") == [1])

    os.kill(running.bus.server_pid, signal.SIGKILL)
    hall.open_doors(door, 2, 3)

    until(lambda: hall.seen("a") == [1, 2, 3])
    until(lambda: running.bus.is_connected)


def test_lost_stream_is_filled_again_from_the_log_and_nothing_is_handled_twice(hall, writing, until):
    hall.subscribe(writing("a"))
    hall.start()
    hall.open_doors(new_id(), *range(50))
    until(lambda: hall.count("core_event", "stream_seq IS NULL") == 0 and len(hall.seen("a")) == 50)
    hall.buses[0].stop()

    shutil.rmtree(hall.platform.settings.data_folder / "bus" / "jetstream")
    running = hall.start()
    hall.open_doors(new_id(), 50)

    until(lambda: hall.seen("a") == list(range(51)))
    until(lambda: running.call(running.bus.health()).stream.messages == 51)
    assert hall.count("core_inbox", "subscriber = 'demo__a'") == 51


def test_two_processes_share_the_work_and_keep_the_order(hall, writing, until):
    hall.subscribe(writing("a"), writing("free", ordered=False))
    hall.start()
    second = hall.start()
    assert second.bus.server_pid is None

    hall.open_doors(new_id(), *range(40))

    until(lambda: hall.seen("a") == list(range(40)))
    until(lambda: sorted(hall.seen("free")) == list(range(40)))


def test_second_process_takes_over_when_the_first_ends(hall, writing, until):
    hall.subscribe(writing("a"))
    hall.start()
    second = hall.start()
    door = new_id()
    hall.open_doors(door, 1)
    until(lambda: hall.seen("a") == [1])

    hall.buses[0].stop()
    hall.open_doors(door, 2)

    until(lambda: hall.seen("a") == [1, 2])
    assert second.bus.server_pid is not None


def test_process_without_consumers_wakes_the_one_that_relays(hall, writing, until):
    hall.subscribe(writing("a"))
    hall.start()
    web = hall.start(consume=False)

    hall.open_doors(new_id(), 1)

    until(lambda: hall.seen("a") == [1])
    assert web.bus.is_connected


def test_event_and_progress_are_told_to_who_listens_in_any_process(hall, writing, until):
    told: list[tuple[str, dict]] = []
    hall.subscribe(writing("a"))
    first = hall.start()
    web = hall.start(consume=False)
    web.call(web.bus.listen(lambda topic, data: told.append((topic, data))))
    door = new_id()

    first.bus.publish_live("import.progress", {"done": 3, "of": 7})
    (id_,) = hall.open_doors(door, 1)

    until(lambda: len(told) >= 2)
    heard = dict(told)
    assert len(told) == 2
    assert heard["import.progress"] == {"done": 3, "of": 7}
    assert heard["demo.door.opened"]["event"] == str(id_)
    assert heard["demo.door.opened"]["refs"] == [f"demo/door/{door}"]


def test_health_counts_what_waits_and_what_died(hall, writing, until):
    def fail(_ctx, _event):
        raise ZeroDivisionError

    hall.subscribe(writing("a"), writing("b", first=fail, retry=()))
    running = hall.start()
    hall.open_doors(new_id(), 1, 2, 3)
    until(lambda: hall.count("core_dead_letter") == 1 and hall.count("core_parked") == 2)
    until(lambda: hall.count("core_event", "stream_seq IS NULL") == 0 and len(hall.seen("a")) == 3)

    health = running.call(running.bus.health())

    assert (health.connected, health.events, health.unsent, health.dead) == (True, 3, 0, 1)
    found = {one.name: one for one in health.subscribers}
    assert (found["demo__a"].lag, found["demo__a"].parked, found["demo__a"].dead) == (0, 0, 0)
    assert (found["demo__b"].parked, found["demo__b"].dead) == (2, 1)
    running.stop()
    hall.open_doors(new_id(), 4)
    web_only = hall.start(consume=False)
    assert web_only.call(web_only.bus.health()).unsent == 1


def test_disabled_plugin_keeps_its_place_and_a_removed_subscriber_does_not(hall, writing, until):
    hall.subscribe(writing("a"), writing("b"))
    hall.start()
    door = new_id()
    hall.open_doors(door, 1)
    until(lambda: hall.seen("a") == hall.seen("b") == [1])
    hall.buses[0].stop()

    plugins = hall.platform.registry.plugins
    object.__setattr__(hall.platform.registry, "plugins", plugins[:1])
    idle = hall.start()
    object.__setattr__(hall.platform.registry, "plugins", plugins)
    hall.open_doors(door, 2)
    until(
        lambda: (
            {s.name: s.lag for s in idle.call(idle.bus.health()).subscribers if s.plugin == "demo"}
            == {"demo__a": 1, "demo__b": 1}
        )
    )
    idle.stop()

    hall.subscribe(writing("b"))
    last = hall.start()
    until(lambda: hall.seen("b") == [1, 2])
    assert [s.name for s in last.call(last.bus.health()).subscribers if s.plugin == "demo"] == ["demo__b"]


@pytest.mark.parametrize("runs", [True, False], ids=["beside a bus that runs", "while no bus runs"])
def test_purged_plugin_leaves_nothing_but_what_it_published(hall, writing, until, runs):
    hall.subscribe(writing("a"))
    running = hall.start()
    hall.open_doors(new_id(), 1)
    until(lambda: hall.seen("a") == [1])
    assert [(one.name, one.asking > 0) for one in consumers(hall.platform, "demo")] == [("demo__a", True)]
    running.stop()
    plugins = hall.platform.registry.plugins
    object.__setattr__(hall.platform.registry, "plugins", plugins[:1])
    running = hall.start() if runs else None
    assert [(one.name, one.asking) for one in consumers(hall.platform, "demo")] == [("demo__a", 0)]

    assert purge(hall.platform, "demo") is True

    running = running or hall.start()
    assert "demo__a" not in {one.name for one in running.call(running.bus.health()).subscribers}
    assert hall.count("core_inbox", "subscriber LIKE 'demo%'") == 0
    assert hall.count("core_event") == 1


def test_events_of_a_purged_plugin_go_only_when_that_is_asked_for_and_stay_away(hall, writing, until):
    hall.subscribe(writing("a"))
    running = hall.start()
    hall.open_doors(new_id(), 1, 2)
    until(lambda: hall.seen("a") == [1, 2])
    until(lambda: hall.count("core_event", "stream_seq IS NULL") == 0)
    running.stop()
    hall.subscribe()

    assert purge(hall.platform, "demo", with_events=True) is True

    running = hall.start()
    assert hall.count("core_event_ref") == 0
    assert (hall.count("core_event"), running.call(running.bus.health()).stream.messages) == (0, 0)


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_bus_that_does_not_answer_keeps_the_place_of_a_purged_plugin_and_says_so(hall):
    servers = hall.platform.settings.bus.model_copy(update={"servers": ("nats://127.0.0.1:1",)})
    hall.platform.settings = hall.platform.settings.model_copy(update={"bus": servers})

    assert purge(hall.platform, "demo") is False


def test_event_that_is_too_large_is_refused_alone(hall, writing, until, door_opened):
    hall.subscribe(writing("a"))
    hall.start()
    door = new_id()

    with hall.platform.write() as ctx:
        for number in (1, 2, 3):
            ctx.publish(door_opened(door_id=door, number=number))
        big = ctx.session.connection().exec_driver_sql("SELECT max(seq) FROM core_event").scalar_one() - 1
        pad = (
            "zeroblob(2000000)"
            if hall.platform.database.is_sqlite
            else "decode(repeat('00', 2000000), 'hex')"
        )
        ctx.session.connection().exec_driver_sql(f"UPDATE core_event SET data = {pad} WHERE seq = {big}")

    until(lambda: hall.seen("a") == [1, 3])
    until(lambda: hall.count("core_event", "error LIKE '%larger%'") == 1)


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_address_of_the_bundled_server_is_its_owners_secret(hall):
    hall.start()

    folder = hall.platform.settings.data_folder / "bus"

    address = read_address(folder)
    assert address is not None
    assert address.url.startswith("nats://127.0.0.1:")
    for name in ("address.json", "nats.conf"):
        assert (folder / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_folder_that_somebody_else_holds_without_answering_is_refused(hall, tmp_path, monkeypatch):
    import asyncio
    import fcntl

    monkeypatch.setattr("utblick.bus.server._START_SECONDS", 0.3)
    folder = tmp_path / "bus"
    folder.mkdir()
    (folder / "address.json").write_text(
        json.dumps({"url": "nats://127.0.0.1:1", "user": "u", "password": "p"})
    )
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(Misconfigured, match="Another process holds the event bus"):
            asyncio.run(BundledServer(folder).start())


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_bus_without_its_servers_starts_degraded_and_stops(hall, writing):
    hall.subscribe(writing("a"))
    servers = hall.platform.settings.bus.model_copy(update={"servers": ("nats://127.0.0.1:1",)})
    hall.platform.settings = hall.platform.settings.model_copy(update={"bus": servers})

    running = hall.start()
    hall.open_doors(new_id(), 1)

    assert running.bus.is_connected is False
    health = running.call(running.bus.health())
    assert (health.connected, health.unsent) == (False, 1)
    running.stop()
