"""Every process is restarted, one after the other, while people work: nobody's request fails, no event is lost."""

import asyncio
import os
import signal
import ssl
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
from deployed import is_open
from sqlalchemy import text

from utblick.access.credentials.tokens import create_token
from utblick.access.testing import open_session, signed_up
from utblick.bus.nats import Link
from utblick.context import SYSTEM, Actor
from utblick.platform import assemble
from utblick.settings.load import load_settings
from utblick.testing.running import eventually
from utblick.testing.whole import WHOLE

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong
PEOPLE = int(os.environ.get("UTBLICK_ROLLING_PEOPLE", "2"))
PAUSE_SECONDS = 0.6
EVENT = "core.organisation.registered"
SUBSCRIBERS = ("in_order", "in_any_order")


@dataclass
class Work:
    """What people did meanwhile, and what went wrong."""

    asked: Counter = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)
    heard: int = 0
    streams: int = 0
    leaving: "Leaving | None" = None
    stop: threading.Event = field(default_factory=threading.Event)

    def ask(self, client, method, path, status, **more):
        self.asked[method] += 1
        began = time.monotonic()
        try:
            answer = client.request(method, path, **more)
        except httpx.HTTPError as error:
            self.failed.append(f"{method} {path} after {time.monotonic() - began:.1f} s: {error!r}")
            return None
        if answer.status_code != status:
            self.failed.append(f"{method} {path} answered {answer.status_code}: {answer.text[:200]}")
            return None
        return answer


def work(made, client, name):
    """Register organisations, read them, look at pages."""
    with client:
        number = 0
        while not made.stop.wait(PAUSE_SECONDS):
            number += 1
            body = {"name": f"{name} {number}", "kind": "company", "country": "SE"}
            answer = made.ask(client, "POST", "/api/core/organisations", 201, json=body)
            if answer is not None:
                key = answer.json()["id"]
                made.registered.append(key)
                made.ask(client, "GET", f"/api/core/organisations/{key}", 200)
            made.ask(client, "GET", "/organisations", 200, headers={"authorization": ""})


def read(made, client):
    """Look at a page as a visitor does, by way of nginx."""
    with client:
        while not made.stop.wait(PAUSE_SECONDS):
            made.ask(client, "GET", "/sign-in", 200, headers={"authorization": "", "cookie": ""})


def listen(made, client):
    """Listen as an open page does: to a stream that ends is come back."""
    with client:
        while not made.stop.is_set():
            try:
                with client.stream("GET", "/live", headers={"authorization": ""}) as stream:
                    assert stream.status_code == 200
                    made.streams += 1
                    for line in stream.iter_lines():
                        made.heard += EVENT in line
                        if made.stop.is_set():
                            return
            except httpx.HTTPError as error:
                made.failed.append(f"the stream broke: {error!r}")


@pytest.fixture(scope="module")
def platform(deployment):
    settings = load_settings(deployment.settings, deployment.environment)
    made = assemble(settings.model_copy(update={"plugins": ()}))  # for its tables; it runs nothing
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(deployment, platform):
    """Makes clients that go through the proxy: pages as a coordinator, the API with the coordinator's token."""
    cookie, _csrf = open_session(platform, "coordinator")
    with platform.write(SYSTEM) as ctx:
        user = signed_up(ctx, "coordinator")
    with platform.write(Actor("user", user.id, permissions=frozenset("*"))) as ctx:
        token = create_token(ctx, name="Test", scopes=["core.read", "core.write"], days=1, read_only=False)
    headers = {"authorization": f"Bearer {token}", "cookie": cookie.partition(";")[0]}
    trusted = ssl.create_default_context(cafile=deployment.certificate)

    def make(url=deployment.url):
        return httpx.Client(base_url=url, verify=trusted, headers=headers, timeout=60)

    return make


@dataclass
class Leaving:
    """What a web process does that was told to stop."""

    ready: httpx.Response
    other: httpx.Response
    late: httpx.Response | None = None
    code: int | None = None


def leave(process, url, client):
    """Tell the process to stop in the middle of a request, which ends when the door has long been closed."""
    told, door = threading.Event(), urlsplit(url)

    def slow_body():
        yield b'{"name": "Exempel Sen", "kind": "company", '
        assert told.wait(60)
        eventually(lambda: not is_open(door.port), seconds=60)
        yield b'"country": "SE"}'

    with ThreadPoolExecutor(1) as pool, client, httpx.Client(base_url=url, timeout=60) as direct:
        headers = {"content-type": "application/json"}
        late = pool.submit(client.post, "/api/core/organisations", content=slow_body(), headers=headers)
        eventually(lambda: under_way(process, door.port), seconds=60)
        process.child.send_signal(signal.SIGTERM)
        eventually(lambda: direct.get("/health/ready").status_code == 503, seconds=60)
        made = Leaving(direct.get("/health/ready"), direct.get("/sign-in"))
        told.set()
        made.late = late.result(90)
    made.code = process.child.wait(90)
    return made


def under_way(process, port):
    """Whether the process has taken a connection."""
    return any(
        one.status == psutil.CONN_ESTABLISHED and one.laddr.port == port
        for one in psutil.Process(process.child.pid).net_connections("tcp")
    )


def restart(process):
    code = process.stop()
    process.start()
    return code


def count(platform, table, where="true"):
    with platform.database.engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one()


@pytest.fixture(scope="module")
def rolled(deployment, haproxy, nginx, client, platform):
    """What people met while both workers and both web processes were restarted, one after the other."""
    made, processes = Work(), deployment.processes
    with ThreadPoolExecutor(PEOPLE + 2) as pool:
        running = [pool.submit(work, made, client(), f"Exempel {n}") for n in range(PEOPLE)]
        running += [pool.submit(listen, made, client()), pool.submit(read, made, client(nginx))]
        try:
            eventually(lambda: len(made.registered) >= 2 * PEOPLE and made.heard > 0, seconds=60)
            codes = [restart(processes[name]) for name in ("worker1", "worker2")]
            made.leaving = leave(processes["web1"], deployment.web(1), client(deployment.web(1)))
            processes["web1"].start()
            codes.append(restart(processes["web2"]))
            if WHOLE:
                deployment.restart_nats()
            before = len(made.registered)
            eventually(lambda: len(made.registered) >= before + 2 * PEOPLE, seconds=60)
        finally:
            made.stop.set()
        for one in running:
            one.result(90)
    assert codes == [0, 0, 0]
    made.registered.append(made.leaving.late.json()["id"])
    eventually(lambda: count(platform, "core_event", "stream_seq IS NULL") == 0, seconds=60)
    effects = len(SUBSCRIBERS) * len(made.registered)
    eventually(lambda: count(platform, "tally_line") >= effects, seconds=60)
    return made


def test_of_two_upgrades_at_once_one_makes_the_tables_and_the_other_waits(deployment):
    waited, made = deployment.upgrades

    assert waited == "Already up to date.\n"
    assert made.startswith("Upgraded: core, ")


def test_no_request_fails(rolled):
    assert rolled.failed == []
    assert rolled.asked["POST"] + 1 == len(rolled.registered) > 5 * PEOPLE


def test_a_process_that_leaves_says_so_while_it_still_serves(rolled):
    leaving = rolled.leaving

    assert (leaving.ready.status_code, leaving.ready.json()["status"]) == (503, "leaving")
    assert (leaving.other.status_code, leaving.other.headers["connection"]) == (200, "close")


def test_a_request_under_way_is_finished_when_the_door_is_closed_already(rolled):
    assert (rolled.leaving.late.status_code, rolled.leaving.code) == (201, 0)


def test_open_pages_come_back_and_hear_on(rolled):
    assert rolled.streams >= 2
    assert rolled.heard > 0


def test_the_log_has_every_event_once(rolled, platform):
    with platform.database.engine.connect() as connection:
        keys = connection.execute(text(f"SELECT key FROM core_event WHERE name = '{EVENT}'")).scalars().all()

    assert sorted(keys) == sorted(rolled.registered)


def test_the_stream_has_every_event_once(rolled, platform):
    assert asyncio.run(messages_by_key(platform)) == dict.fromkeys(rolled.registered, 1)


async def messages_by_key(platform):
    link = Link("2132", replicas=3)
    await link.connect(platform.settings.bus, None)
    try:
        asked = {"subjects_filter": f"utblick.2132.{EVENT}.*"}
        info = await link.ask(f"STREAM.INFO.{link.stream}", asked)
    finally:
        await link.close()
    assert info["config"]["num_replicas"] == 3
    return {subject.rpartition(".")[2]: number for subject, number in info["state"]["subjects"].items()}


@pytest.mark.parametrize("subscriber", SUBSCRIBERS)
def test_every_event_has_its_effect_once(rolled, platform, subscriber):
    with platform.database.engine.connect() as connection:
        look = text("SELECT organisation_id FROM tally_line WHERE subscriber = :name")
        effects = [str(one) for one in connection.execute(look, {"name": subscriber}).scalars()]

    assert sorted(effects) == sorted(rolled.registered)


def test_nothing_failed_and_nothing_waits(rolled, platform):
    assert (count(platform, "core_dead_letter"), count(platform, "core_parked")) == (0, 0)
