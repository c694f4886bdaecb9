"""The image is built and compose.yaml started with podman, on stand-ins for the images of others."""

import os
import shutil
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import httpx
import pytest
from composed import NAME, OURS, ROOT, Composed, missing, run

from utblick.testing.running import eventually, free_ports
from utblick.testing.whole import only_whole

pytestmark = [only_whole, pytest.mark.timeout(1800)]
ADDRESS = "demo@nordanstig.example"


@pytest.fixture(scope="module")
def composed(tmp_path_factory):
    """Everything that compose.yaml names, as docs/operate/containers.md starts it."""
    if os.geteuid() != 0 or missing():
        pytest.skip(f"CONTAINERS ARE NOT TRIED: only root may, and these programs are missing: {missing()}")
    run(ROOT / "deploy/tools/base_images.sh")
    run("podman", "build", "-f", "deploy/Containerfile", "-t", NAME, ".", cwd=ROOT)
    folder = tmp_path_factory.mktemp("composed") / "deploy"
    shutil.copytree(ROOT / "deploy", folder, ignore=shutil.ignore_patterns("secrets", "utblick.toml"))
    run(folder / "server/containers.sh", folder / "settings/nordanstig.toml")
    made = Composed(folder, *free_ports(2))
    try:
        made.up()
        yield made
    finally:
        made.compose("podman-compose", "down", "-v", check=False)


@pytest.fixture(scope="module")
def person(composed):
    """Somebody who is signed in, through the proxy."""
    with closing(composed.signed_in(ADDRESS)) as made:
        yield made


def test_whoever_comes_without_tls_is_sent_to_it(composed):
    answer = httpx.get(f"http://127.0.0.1:{composed.plain}/leads", headers={"host": "example"})

    assert (answer.status_code, answer.headers["location"]) == (301, "https://example/leads")


@pytest.mark.parametrize("service", [*OURS, "proxy"])
def test_a_container_is_nobody_in_particular_and_writes_nowhere_else(composed, service):
    look = "id -u; touch /etc/made /usr/made /opt/made 2>/dev/null || echo refused; grep CapBnd /proc/self/status"
    told = composed.inside(service, "sh", "-c", look).split()

    user, capability = ("99", "0000000000000400") if service == "proxy" else ("990", "0" * 16)
    assert told == [user, "refused", "CapBnd:", capability]


@pytest.mark.parametrize("service", ["database", "nats1"])
def test_what_keeps_data_has_no_way_out(composed, service):
    _names, *routes = composed.inside(service, "cat", "/proc/net/route").splitlines()

    assert routes != []
    assert "00000000" not in [route.split()[1] for route in routes]


def test_what_one_container_tells_another_counts_towards_a_goal(composed, person):
    released = {"proven_by": "Demo kommun"}
    year = time.gmtime().tm_year
    period = ("--from", f"{year}-01-01", "--to", f"{year}-12-31")
    composed.inside("web1", "utblick", "evaluation", "preset", "pilot", *period)
    composed.inside("web1", "utblick", "blueprint", "key")
    export = "cd /tmp && utblick blueprint export made.json --name exempel --title Exempel"
    composed.inside("web1", "sh", "-c", export)
    eventually(lambda: person.get("/api/evaluation/blueprints").json()["data"] != [], seconds=60)
    (made,) = person.get("/api/evaluation/blueprints").json()["data"]
    assert person.post(f"/evaluation/blueprints/{made['id']}/do/release", data=released).status_code == 303

    eventually(lambda: reading(person, "M6") == 1, seconds=60)


def reading(person, code):
    goals = person.get("/api/evaluation/goals").json()["data"]
    return next(float(one["reading"]) for one in goals if one["code"] == code)


@contextmanager
def at_work(composed, person, people=3):
    """People who look and save until the block ends; what failed for them."""
    stop, failed, done = threading.Event(), [], []

    def work(number):
        with closing(composed.like(person)) as client:
            while not stop.wait(0.1):
                name = {"name": f"Exempel {number} {len(done)}", "kind": "company", "country": "SE"}
                for ask in (("GET", "/organisations"), ("POST", "/api/core/organisations")):
                    method, path = ask
                    try:
                        answer = client.request(method, path, json=name if method == "POST" else None)
                    except httpx.HTTPError as error:
                        failed.append((method, repr(error)))
                        continue
                    if answer.status_code not in (200, 201):
                        failed.append((method, answer.status_code))
                    done.append(method)

    with ThreadPoolExecutor(people) as pool:
        running = [pool.submit(work, number) for number in range(people)]
        try:
            eventually(lambda: len(done) > 2 * people, seconds=60)
            yield failed
            so_far = len(done)
            eventually(lambda: len(done) > so_far + 4 * people, seconds=60)
        finally:
            stop.set()
        for one in running:
            one.result(90)


def test_a_web_that_is_told_to_stop_and_comes_back_fails_no_request(composed, person):
    with at_work(composed, person) as failed:
        run("podman", "stop", f"{NAME}_web1_1")
        run("podman", "start", f"{NAME}_web1_1")
        eventually(lambda: composed.is_healthy("web1"), seconds=120)

    assert failed == []


def test_a_web_that_is_killed_is_started_again_and_fails_at_most_what_was_being_saved_there(composed, person):
    before = composed.pid("web2")
    with at_work(composed, person) as failed:
        os.kill(before, signal.SIGKILL)
        eventually(lambda: composed.pid("web2") not in (0, before), seconds=60)
        eventually(lambda: composed.is_healthy("web2"), seconds=120)

    assert [one for one in failed if one[0] == "GET"] == []
    assert len(failed) <= 3


def test_an_upgrade_replaces_every_container_and_fails_no_request(composed, person):
    before = {one: composed.pid(one) for one in OURS}
    with at_work(composed, person) as failed:
        composed.compose("server/containers-upgrade.sh", "nats")

    assert failed == []
    assert [one for one in OURS if composed.pid(one) == before[one]] == []


def test_down_and_up_keep_everything(composed, person):
    counted, kept = reading(person, "M6"), organisations(person)
    composed.compose("podman-compose", "down")
    composed.up()

    with closing(composed.like(person)) as client:
        assert (reading(client, "M6"), organisations(client)) == (counted, kept)
        name = {"name": "Exempel Sist", "kind": "company", "country": "SE"}
        assert client.post("/api/core/organisations", json=name).status_code == 201
    unsent = "SELECT count(*) FROM core_event WHERE stream_seq IS NULL"
    ask = ("psql", "-U", "utblick", "-At", "-c", unsent)
    eventually(lambda: composed.inside("database", *ask) == "0", seconds=60)


def organisations(person):
    return person.get("/api/core/organisations", params={"limit": 200}).json()["data"]
