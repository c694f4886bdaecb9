"""The processes of deploy/ with its own configuration files, on loopback: one start for all tests here."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from utblick.bus.server import find_binary
from utblick.testing.postgres import fresh_database
from utblick.testing.running import eventually, free_ports
from utblick.testing.whole import WHOLE

sys.path.insert(0, str(Path(__file__).parent))
from deployed import Deployment, Process, is_open, is_well, put

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
TALLY = Path(__file__).with_name("tally")
PATH = f"{os.environ['PATH']}:/usr/sbin"
HOST = "utblick.nordanstig.example"
PLUGINS = (
    '"export_deals", "tendering", "evaluation", "twinning", "university_node", "partnerships", '
    '"seminars", "dissemination"'
)
CHOSEN = json.loads(f"[{PLUGINS}]") if WHOLE else ["evaluation"]
"""Each process starts in half of the time with one plugin; `whole` starts them with all of Nordanstig's."""


@pytest.fixture(scope="session")
def program():
    """Where a program of Debian's packages lies; the test is skipped, and CI fails, where it does not."""

    def find(name):
        found = shutil.which(name, path=PATH)
        if found is None:
            pytest.skip(f"{name} of deploy/tools/programs.sh is not on this machine")
        return found

    return find


@pytest.fixture(scope="session")
def adapted():
    """Gives a text of deploy/ with other values in it."""
    return lambda name, changes: put((DEPLOY / name).read_text(encoding="utf-8"), changes)


def read_environment(file, changes):
    lines = put(file.read_text(), changes).splitlines()
    return dict(line.split("=", 1) for line in lines)


def secrets_of(folder):
    subprocess.run(
        ["sh", DEPLOY / "server/secrets.sh", folder, "2132"], check=True, stdout=subprocess.DEVNULL
    )
    return folder


def start_nats(made, secrets, ports):
    """The cluster of three; each server with the file of deploy/ and its own environment."""
    lines, routes = ports[:3], ports[3:6]
    told = {f"127.0.0.1:622{n}": f"127.0.0.1:{routes[n - 1]}" for n in (1, 2, 3)}
    common = read_environment(secrets / "nats.env", told)
    for number in (1, 2, 3):
        own = {
            f"127.0.0.1:422{number}": f"127.0.0.1:{lines[number - 1]}",
            f"127.0.0.1:622{number}": f"127.0.0.1:{routes[number - 1]}",
            f"127.0.0.1:822{number}": f"127.0.0.1:{ports[5 + number]}",
            "/var/lib/utblick-nats": made.folder / "nats",
        }
        environment = common | read_environment(secrets / f"nats-{number}.env", own)
        server = made.add(f"nats{number}", find_binary(), "-c", DEPLOY / "nats/cluster.conf", **environment)
        server.start(tells=False)
    eventually(lambda: all(is_well(ports[6 + place]) for place in range(3)), seconds=60)


@pytest.fixture(scope="session")
def clean():
    """The environment without any setting of Utblick."""
    return {name: value for name, value in os.environ.items() if not name.startswith("UTBLICK_")}


@pytest.fixture(scope="session")
def upgrade_twice(forkserver):
    """Runs `utblick db upgrade` in two processes at once, and gives what each of them said."""

    def upgrade(environment):
        with ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(forkserver.run, "db", "upgrade", env=environment) for _each in range(2)]
        ended = [run.result() for run in runs]
        assert [one.returncode for one in ended] == [0, 0], ended
        return sorted(one.stdout + one.stderr for one in ended)

    return upgrade


@pytest.fixture(scope="module")
def deployment(tmp_path_factory, postgres_url, clean, forkserver, upgrade_twice):
    """The cluster of NATS, PostgreSQL, two web processes and two workers, all as deploy/ says."""
    folder = tmp_path_factory.mktemp("deploy")
    ports = free_ports(13)
    secrets = secrets_of(folder / "secrets")
    with fresh_database(postgres_url) as database:
        settings = folder / "utblick.toml"
        changes = {
            "postgresql+psycopg:///utblick?host=/run/postgresql": database,
            '"/var/lib/utblick"': json.dumps(str(folder / "var")),
            PLUGINS: ", ".join(f'"{name}"' for name in (*CHOSEN, "tally")),
            "drain_seconds = 5": "drain_seconds = 2",
            **{f"127.0.0.1:422{n}": f"127.0.0.1:{ports[n - 1]}" for n in (1, 2, 3)},
        }
        settings.write_text(put((DEPLOY / "settings/nordanstig.toml").read_text(), changes))
        own = {"UTBLICK_SETTINGS": str(settings), "PYTHONPATH": str(TALLY), "PYTHONUNBUFFERED": "1"}
        environment = clean | own | read_environment(secrets / "utblick.env", {})
        certificate = folder / "utblick.pem"
        subprocess.run(
            ["sh", DEPLOY / "server/certificate.sh", certificate, HOST, "127.0.0.1"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        changes = {"bind :80": f"bind 127.0.0.1:{ports[12]}", "bind :443": f"bind 127.0.0.1:{ports[11]}"}
        changes["/etc/haproxy/utblick.pem"] = certificate
        made = Deployment(folder, settings, environment, ports[11], changes, forkserver)
        try:
            start_nats(made, secrets, ports)
            made.upgrades = upgrade_twice(environment)
            start_utblick(made, ports[9:11])
            yield made
        finally:
            made.close()


def start_utblick(made, ports):
    for number, port in enumerate(ports, 1):
        made.add(f"worker{number}", "utblick", "worker")
        made.add(f"web{number}", "utblick", "web", UTBLICK_PORT=str(port))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Process.start, list(made.processes.values())[-4:]))


@pytest.fixture(scope="module")
def nginx(deployment, program):
    """nginx with the file of deploy/, in front of both web processes; gives its address."""
    plain, port = free_ports(2)
    changes = {f"127.0.0.1:800{n}": deployment.web(n).removeprefix("http://") for n in (1, 2)}
    changes |= {"listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ssl": f"listen 127.0.0.1:{port} ssl"}
    changes["/etc/nginx/utblick.pem"] = deployment.certificate
    file = around_nginx(deployment.folder, put((DEPLOY / "proxy/nginx.conf").read_text(), changes))
    process = deployment.add("nginx", program("nginx"), "-p", deployment.folder, "-c", file)
    process.start(tells=False)
    eventually(lambda: is_open(port) or process.child.poll() is not None, seconds=30)
    assert process.child.poll() is None, process.log.read_text()
    return f"https://127.0.0.1:{port}"


def around_nginx(folder, site):
    """The file that Debian's nginx.conf is around the site's own, with everything in this folder."""
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {temporary} include {folder}/site.conf; }}\n"
    )
    return file


@pytest.fixture(scope="module")
def haproxy(deployment, program):
    """haproxy with the file of deploy/, in front of both web processes."""
    text = put((DEPLOY / "proxy/haproxy.cfg").read_text(), deployment.proxy_files)
    file = deployment.folder / "haproxy.cfg"
    file.write_text(text)
    webs = {f"UTBLICK_WEB{n}": deployment.web(n).removeprefix("http://") for n in (1, 2)}
    process = deployment.add("haproxy", program("haproxy"), "-db", "-f", file, **webs)
    process.start(tells=False)
    eventually(lambda: is_open(deployment.port) or process.child.poll() is not None, seconds=30)
    assert process.child.poll() is None, process.log.read_text()
    return process
