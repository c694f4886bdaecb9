"""Every process is restarted, one after the other, while people work: nobody's request fails, no event is lost."""

import asyncio
import os
import ssl
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import pytest
from sqlalchemy import text

from utblick.access.credentials.tokens import create_token
from utblick.access.testing import open_session, signed_up
from utblick.bus.nats import Link
from utblick.context import SYSTEM, Actor
from utblick.platform import assemble
from utblick.settings.load import load_settings
from utblick.testing.running import eventually

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

    def make(**more):
        return httpx.Client(base_url=deployment.url, verify=trusted, headers=headers, timeout=60, **more)

    return make


def restart(deployment, name, **more):
    process = deployment.processes[name]
    code = process.stop(**more)
    process.start(tells=not name.startswith("nats"))
    return code


def count(platform, table, where="true"):
    with platform.database.engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one()


@pytest.fixture(scope="module")
def rolled(deployment, haproxy, client, platform):
    """What people met while both workers and both web processes were restarted, one after the other."""
    made = Work()
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        running = [pool.submit(work, made, client(), f"Exempel {n}") for n in range(PEOPLE)]
        running.append(pool.submit(listen, made, client()))
        try:
            eventually(lambda: len(made.registered) >= 2 * PEOPLE and made.heard > 0, seconds=60)
            before = len(made.registered)
            codes = {name: restart(deployment, name) for name in ("worker1", "web1", "worker2", "web2")}
            eventually(lambda: len(made.registered) >= before + 2 * PEOPLE, seconds=60)
        finally:
            made.stop.set()
        for one in running:
            one.result(90)
    assert codes == dict.fromkeys(codes, 0)
    eventually(lambda: count(platform, "core_event", "stream_seq IS NULL") == 0, seconds=60)
    eventually(
        lambda: count(platform, "tally_line") >= len(SUBSCRIBERS) * len(made.registered), seconds=60
    )
    return made


def test_no_request_fails(rolled):
    print(f"{dict(rolled.asked)} requests, {rolled.streams} streams, {rolled.heard} events heard")

    assert rolled.failed == []
    assert rolled.asked["POST"] == len(rolled.registered) > 5 * PEOPLE


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
