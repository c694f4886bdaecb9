"""The processes of deploy/ with its own configuration files, on loopback: one start for all tests here."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from utblick.bus.server import find_binary
from utblick.testing.postgres import fresh_database
from utblick.testing.running import eventually

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
TALLY = Path(__file__).with_name("tally")
PATH = f"{os.environ['PATH']}:/usr/sbin"
HOST = "utblick.nordanstig.example"
PLUGINS = '"export_deals", "tendering", "evaluation", "twinning", "university_node", "partnerships"'
CHOSEN = json.loads(f"[{PLUGINS}]") if os.environ.get("UTBLICK_TEST_DEPLOY") == "whole" else ["evaluation"]
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


def free_ports(count):
    places = [socket.socket() for _each in range(count)]
    for place in places:
        place.bind(("127.0.0.1", 0))
    ports = [place.getsockname()[1] for place in places]
    for place in places:
        place.close()
    return ports


def put(text, changes):
    """The text with what only this machine needs; each change must have something to change."""
    for old, new in changes.items():
        assert old in text, f"{old!r} is not in the file any more"
        text = text.replace(old, str(new))
    return text


@pytest.fixture(scope="session")
def adapted():
    """Gives a text of deploy/ with other values in it."""
    return lambda name, changes: put((DEPLOY / name).read_text(encoding="utf-8"), changes)


@dataclass
class Process:
    """One of the processes, which is started and stopped as systemd does it."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    child: subprocess.Popen | None = None
    _line: socket.socket | None = None

    def start(self, *, tells=True):
        """Start it, and wait until it says that it is ready."""
        place = self.folder / f"{self.name}.notify"
        place.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.bind(str(place))
            line.settimeout(0.2)
            with self.log.open("ab") as log:
                self.child = subprocess.Popen(
                    self.command,
                    env=self.environment | {"NOTIFY_SOCKET": str(place)},
                    cwd=self.folder,
                    stdout=log,
                    stderr=log,
                )
            deadline = time.monotonic() + 120
            while tells and time.monotonic() < deadline:
                assert self.child.poll() is None, self.log.read_text()[-4000:]
                try:
                    if line.recv(100) == b"READY=1":
                        return
                except TimeoutError:
                    continue
        assert not tells, f"{self.name} did not say that it is ready: {self.log.read_text()[-4000:]}"

    def stop(self, by=signal.SIGTERM):
        """Tell it to stop, and give its exit code."""
        assert self.child is not None
        self.child.send_signal(by)
        return self.child.wait(90)

    @property
    def log(self):
        return self.folder / f"{self.name}.log"


@dataclass
class Deployment:
    """The installation of Nordanstig as deploy/ describes it, with a tally beside its plugins."""

    folder: Path
    settings: Path
    environment: dict[str, str]
    port: int
    proxy_files: dict[str, object]
    processes: dict[str, Process] = field(default_factory=dict)
    upgrades: list[str] = field(default_factory=list)

    def add(self, name, *command, **environment):
        made = Process(name, [str(part) for part in command], self.environment | environment, self.folder)
        self.processes[name] = made
        return made

    def web(self, number):
        return f"http://127.0.0.1:{self.processes[f'web{number}'].environment['UTBLICK_PORT']}"

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}"

    @property
    def certificate(self):
        return self.folder / "utblick.pem"

    def close(self):
        for process in reversed(self.processes.values()):
            if process.child is not None and process.child.poll() is None:
                process.child.kill()
                process.child.wait()


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


def is_well(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return json.load(answer)["status"] == "ok"
    except OSError:
        return False


def upgrade_twice(made):
    """`utblick db upgrade` in two processes at once: what each of them said."""
    command = [sys.executable, "-m", "utblick", "db", "upgrade"]
    both = [
        subprocess.Popen(
            command, env=made.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _each in range(2)
    ]
    said = [process.communicate(timeout=170)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    return sorted(said)


@pytest.fixture(scope="session")
def deployment(tmp_path_factory, postgres_url):
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
        clean = {name: value for name, value in os.environ.items() if not name.startswith("UTBLICK_")}
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
        made = Deployment(folder, settings, environment, ports[11], changes)
        try:
            start_nats(made, secrets, ports)
            made.upgrades = upgrade_twice(made)
            start_utblick(made, ports[9:11])
            yield made
        finally:
            made.close()


def start_utblick(made, ports):
    for number, port in enumerate(ports, 1):
        made.add(f"worker{number}", sys.executable, "-m", "utblick", "worker")
        made.add(f"web{number}", sys.executable, "-m", "utblick", "web", UTBLICK_PORT=str(port))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Process.start, list(made.processes.values())[-4:]))


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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


def is_open(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
