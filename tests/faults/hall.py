"""An installation on nine machines, with the files and scripts of deploy/ as docs/operate/server.md says."""

import http.client
import json
import os
import pwd
import shutil
import signal
import ssl
import subprocess
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from etc import DEPLOY, read, secrets

from engines import until
from house import House
from machines import Switch
from utblick.bus.server import find_binary

HOST = "utblick.nordanstig.example"
BUS = ("a", "b", "c")
PATH = f"{os.environ['PATH']}:/usr/sbin"
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
"""Debian's PostgreSQL, which can encrypt; the one that other tests run cannot."""


def missing():
    """What of Debian's packages is not here."""
    named = [name for name in ("haproxy", "openssl", "psql") if shutil.which(name, path=PATH) is None]
    return named if SERVERS else [*named, "postgresql"]


class Hall:
    """PostgreSQL, three NATS servers, two webs, two workers and a proxy, each on a machine of its own."""

    def __init__(self, folder):
        self.folder, self.switch = folder, Switch()
        self.place = Path(tempfile.mkdtemp(prefix="utb-pg-"))  # pytest shuts its own to the server's user
        names = ("tests", "database", *BUS, "web1", "web2", "worker1", "worker2", "proxy")
        self.machines = {name: self.switch.add(name) for name in names}
        self.engines, self.house = {}, None

    def open(self, forkserver):
        """Start everything, in the order that the installation has."""
        self.bus = Bus(self)
        self.database = Database(self)
        addresses = ",".join(f"tls://{self.machines[name].address}:4222" for name in BUS)
        self.house = House(
            self.folder / "house",
            forkserver,
            **read(self.bus.etc / "utblick.env"),
            UTBLICK_DATABASE__URL=self.database.url,
            UTBLICK_BUS__SERVERS=addresses,
            UTBLICK_BUS__USER="house",
            UTBLICK_BUS__CA=str(self.bus.etc / "nats/ca.pem"),
            UTBLICK_BUS__REPLICAS="3",
            UTBLICK_WEB__PUBLIC_URL=f"https://{HOST}",
            UTBLICK_WEB__TRUSTED_PROXIES=self.machines["proxy"].address,
        ).make()
        started = [self._utblick(name) for name in ("worker1", "worker2", "web1", "web2")]
        self.worker1, self.worker2, self.web1, self.web2 = [one.ready() for one in started]
        self.proxy = Proxy(self)

    def start(self, name, *command, **environment):
        """Start a program on a machine; what it says is kept in a file of the machine's name."""
        with (self.folder / f"{name}.log").open("ab") as log:
            own = os.environ | environment
            parts = [*self.machines[name].prefix, *map(str, command)]
            self.engines[name] = subprocess.Popen(parts, env=own, stdout=log, stderr=log)

    def said(self, name):
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _utblick(self, name):
        machine = self.machines[name]
        listen = {"UTBLICK_HOST": "0.0.0.0", "UTBLICK_PORT": "8000"} if name.startswith("web") else {}
        made = self.house.start(name.rstrip("12"), prefix=machine.prefix, **listen)
        made.host, made.port = machine.address, 8000
        return made

    def end(self):
        if self.house is not None:
            self.house.end()
        for engine in self.engines.values():
            engine.send_signal(signal.SIGINT)
        for engine in self.engines.values():
            with suppress(subprocess.TimeoutExpired):
                engine.wait(30)
            engine.kill()
            engine.wait()
        self.switch.end()
        shutil.rmtree(self.place, ignore_errors=True)


class Bus:
    """The NATS servers a, b and c, encrypted, with what secrets.sh and nats-tls.sh have made for them."""

    def __init__(self, hall):
        self._hall = hall
        self.etc = secrets(hall.folder / "etc", {name: hall.machines[name].address for name in BUS})
        for name in BUS:
            environment = read(self.etc / "nats.env") | read(self.etc / f"nats-{name}.env")
            environment["NATS_STORE"] = str(hall.folder / "store" / name)
            environment["NATS_MONITOR"] = f"{hall.machines[name].address}:8222"
            hall.start(name, find_binary(), "-c", self.etc / "nats/cluster.conf", **environment)
        self.until_whole()

    def until_whole(self):
        until(lambda: all(self.ask(name, "healthz").get("status") == "ok" for name in BUS), what=self._said)

    def leader(self):
        """The machine whose server leads the stream; None during an election."""
        for name in BUS:
            accounts = self.ask(name, "jsz?streams=true").get("account_details", ())
            for stream in (one for account in accounts for one in account.get("stream_detail", ())):
                if stream["name"] == "UTBLICK_2132" and stream.get("cluster", {}).get("leader") == name:
                    return name
        return None

    def ask(self, name, what):
        address = f"http://{self._hall.machines[name].address}:8222/{what}"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return json.loads(answer.read())
        except (OSError, ValueError):
            return {}

    def _said(self):
        return "\n".join(self._hall.said(name)[-1000:] for name in BUS)


class Database:
    """Debian's PostgreSQL, which lets the machines in encrypted only, with the role that database.sh makes."""

    def __init__(self, hall):
        self.folder = hall.place
        owner, machine = pwd.getpwnam("postgres"), hall.machines["database"]
        os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        as_owner = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--init-groups"]
        data, certificate = self.folder / "data", self.folder / "server.pem"
        initdb = [*as_owner, SERVERS[-1] / "initdb", "--auth-local=trust", "--no-sync", "-D", data]
        subprocess.run(initdb, check=True, capture_output=True, cwd=self.folder)
        _run("certificate.sh", certificate, HOST, machine.address)
        os.chown(certificate, owner.pw_uid, owner.pw_gid)
        with (data / "pg_hba.conf").open("a") as told:
            told.write(f"hostssl utblick utblick {hall.switch.everybody} scram-sha-256\n")
        with (data / "postgresql.conf").open("a") as told:
            told.write(
                f"listen_addresses = '*'\nunix_socket_directories = '{self.folder}'\nmax_connections = 200\n"
                f"ssl = on\nssl_cert_file = '{certificate}'\nssl_key_file = '{certificate}'\n"
            )
        hall.start("database", *as_owner, SERVERS[-1] / "postgres", "-D", data)
        ready = [SERVERS[-1] / "pg_isready", "-q", "-h", machine.address]
        until(lambda: subprocess.run(ready, check=False).returncode == 0, what=lambda: hall.said("database"))
        said = _run("database.sh", "--password", PGHOST=str(self.folder)).splitlines()[-1]
        url = said.removeprefix("UTBLICK_DATABASE__URL=")
        self.url = f"{url.partition('@')[0]}@{machine.address}/utblick?sslmode=require"
        assert url.endswith("/utblick?sslmode=require")


class Proxy:
    """haproxy with the file of deploy/, which is where staff come in."""

    def __init__(self, hall):
        self.host, self._hall = hall.machines["proxy"].address, hall
        certificate = hall.folder / "utblick.pem"
        _run("certificate.sh", certificate, HOST, self.host)
        self._trusted = ssl.create_default_context(cafile=certificate)
        file = hall.folder / "haproxy.cfg"
        text = (DEPLOY / "proxy/haproxy.cfg").read_text(encoding="utf-8")
        assert "/etc/haproxy/utblick.pem" in text
        file.write_text(text.replace("/etc/haproxy/utblick.pem", str(certificate)))
        webs = {f"UTBLICK_WEB{n}": f"{hall.machines[f'web{n}'].address}:8000" for n in (1, 2)}
        hall.start("proxy", shutil.which("haproxy", path=PATH), "-db", "-f", file, PATH=PATH, **webs)
        until(self.has_both, what=lambda: hall.said("proxy"))

    def line(self, seconds):
        """A line to it, on which a question may take so long."""
        return http.client.HTTPSConnection(self.host, 443, timeout=seconds, context=self._trusted)

    def has_both(self):
        """Whether it takes both webs for ready, and has reached them."""
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _n: self._status(), range(8)))
        return set(answers) == {200} and all(f"web{n} is DOWN" not in self._last(n) for n in (1, 2))

    def asked(self, web, *, since=0):
        """How many questions it has had answered by a web, by its log."""
        return self._hall.said("proxy")[since:].count(f" webs/{web} ")

    def _last(self, number):
        told = [line for line in self._hall.said("proxy").splitlines() if f"webs/web{number} is " in line]
        return told[-1] if told else ""

    def _status(self):
        line = self.line(10)
        try:
            line.request("GET", "/health/ready")
            return line.getresponse().status
        except OSError:
            return 0
        finally:
            line.close()


def _run(script, *arguments, **environment):
    command = ["sh", DEPLOY / "server" / script, *arguments]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
