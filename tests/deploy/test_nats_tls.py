"""NATS servers on several machines, each an address of loopback here, with the certificates of nats-tls.sh."""

import asyncio
import json
import os
import ssl
import subprocess
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import nats
import pytest
from etc import read, secrets
from nats.errors import Error as NatsError

from utblick.bus.server import find_binary
from utblick.settings.model import BusSettings
from utblick.testing.running import eventually, free_ports, running_bus

HOSTS = {"a": "127.0.0.2", "b": "127.0.0.3", "c": "127.0.0.4"}
STRANGER = {"d": "127.0.0.5"}


@pytest.fixture
def plugins():
    return ("export_deals",)


@dataclass
class Machines:
    """Servers, one on each machine; all have the same ports."""

    folder: Path
    ports: dict[str, int]
    servers: list

    def start(self, folder, hosts):
        """Start servers with the secrets and the certificates of a folder."""
        environment = read(folder / "nats.env")
        for name, host in hosts.items():
            own = environment | read(folder / f"nats-{name}.env")
            told = {key: self.moved(value, host) for key, value in own.items()}
            told["NATS_STORE"] = str(self.folder / "store" / name)
            file = folder / "nats/cluster.conf"
            with (self.folder / f"{name}.log").open("wb") as log:
                command = [find_binary(), "-c", file]
                self.servers.append(subprocess.Popen(command, env=os.environ | told, stderr=log))

    def moved(self, value, host):
        """A setting, with the ports that are free here."""
        value = value.replace("0.0.0.0:", f"{host}:").replace("127.0.0.1:8222", f"{host}:8222")
        for written, port in self.ports.items():
            value = value.replace(f":{written}", f":{port}")
        return value

    def ask(self, name, what):
        with urllib.request.urlopen(f"http://{HOSTS[name]}:{self.ports['8222']}/{what}", timeout=5) as answer:
            return json.load(answer)

    def is_whole(self):
        with suppress(OSError):
            return all(
                self.ask(name, "healthz?js-enabled-only=1")["status"] == "ok"
                and {one["remote_name"] for one in self.ask(name, "routez")["routes"]}
                == HOSTS.keys() - {name}
                for name in HOSTS
            )
        return False

    @property
    def password(self):
        return read(self.folder / "nats.env")["HOUSE_PASSWORD"]

    @property
    def addresses(self):
        return tuple(f"tls://{host}:{self.ports['4222']}" for host in HOSTS.values())


@pytest.fixture
def machines(tmp_path):
    """Three servers of one cluster."""
    ports = dict(zip(("4222", "6222", "8222"), free_ports(3), strict=True))
    made = Machines(secrets(tmp_path / "etc", HOSTS), ports, [])
    made.start(made.folder, HOSTS)
    eventually(made.is_whole, seconds=60)
    yield made
    for server in made.servers:
        server.kill()
        server.wait()


@pytest.fixture
def settings(settings, machines):
    own = BusSettings(
        servers=machines.addresses,
        user="house",
        password=machines.password,
        replicas=3,
        ca=machines.folder / "nats/ca.pem",
    )
    return settings.model_copy(update={"bus": own})


def test_events_go_over_encrypted_lines_and_nobody_else_gets_one(platform, machines, tmp_path):
    with running_bus(platform) as bus:
        with platform.write() as ctx:
            ctx.organisations.register(name="Exempel Snickeri AB", kind="company", country="SE")
        eventually(lambda: (held := bus.ask_health(20).stream) and held.messages == 1, seconds=60)
        lines = [line for name in HOSTS for line in machines.ask(name, "connz?auth=1")["connections"]]
        assert {(line["authorized_user"], line["tls_version"]) for line in lines} == {("house", "1.3")}

    assert asyncio.run(answered(machines, None)) == "SSLCertVerificationError"
    other = secrets(tmp_path / "other", STRANGER) / "nats/ca.pem"
    assert asyncio.run(answered(machines, other)) == "SSLCertVerificationError"
    assert asyncio.run(answered(machines, machines.folder / "nats/ca.pem")) == "connected"


def test_a_server_with_a_certificate_of_somebody_else_does_not_join(machines, tmp_path):
    other = secrets(tmp_path / "other", STRANGER)
    line = (machines.folder / "nats.env").read_text()
    (other / "nats.env").write_text(line)

    machines.start(other, STRANGER)

    log = machines.folder / "d.log"
    eventually(lambda: "certificate signed by unknown authority" in log.read_text(), seconds=60)
    assert machines.is_whole()


def test_a_second_run_keeps_what_is_there_and_adds_a_server(tmp_path):
    folder = secrets(tmp_path / "etc", HOSTS)
    before = {file.name: file.read_bytes() for file in (folder / "nats").glob("*.pem")}

    secrets(folder, HOSTS | STRANGER)

    after = {file.name: file.read_bytes() for file in (folder / "nats").glob("*.pem")}
    assert after.items() >= before.items()
    assert after.keys() - before.keys() == {"d.pem"}
    verify = ["openssl", "verify", "-CAfile", folder / "nats/ca.pem", folder / "nats/d.pem"]
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in (folder / "nats").glob("[!c]*.pem"))


async def answered(machines, ca):
    """What becomes of a client of the house who trusts the authority, or whom this machine trusts."""
    context = ssl.create_default_context(cafile=ca)
    try:
        line = await nats.connect(
            machines.addresses[0],
            user="house",
            password=machines.password,
            tls=context,
            allow_reconnect=False,
            error_cb=quiet,
        )
    except (OSError, NatsError) as error:
        return type(error).__name__
    await line.close()
    return "connected"


async def quiet(_error):
    """What is refused is what the test asks for."""
