"""compose.yaml as podman starts it, under a name of its own, and somebody who uses it through its proxy."""

import os
import re
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyotp

from utblick.testing.running import eventually

ROOT = Path(__file__).parents[2]
NAME = "utblick-trial"
HOST = "utblick.nordanstig.example"
PASSWORD = "fyra blöta stövlar"
CHECKED = ("database", "nats1", "nats2", "nats3", "web1", "web2")
OURS = ("nats1", "nats2", "nats3", "web1", "web2", "worker1", "worker2")


@dataclass
class Composed:
    """A copy of deploy/ with its settings and secrets, started from there."""

    folder: Path
    plain: int
    port: int

    def compose(self, *arguments, check=True):
        environment = os.environ | {
            "UTBLICK_IMAGE": NAME,
            "UTBLICK_HTTP": f"127.0.0.1:{self.plain}",
            "UTBLICK_HTTPS": f"127.0.0.1:{self.port}",
            "COMPOSE_PROJECT_NAME": NAME,
        }
        return run(*arguments, env=environment, cwd=self.folder, check=check)

    def up(self):
        self.compose("podman-compose", "up", "-d")
        eventually(lambda: all(self.is_healthy(one) for one in CHECKED), seconds=180)
        eventually(self.answers, seconds=60)

    def is_healthy(self, service):
        return run("podman", "healthcheck", "run", f"{NAME}_{service}_1", check=False).returncode == 0

    def answers(self):
        with self.client() as client:
            return client.get("/health/ready").status_code == 200

    def inside(self, service, *command, check=True):
        return run("podman", "exec", f"{NAME}_{service}_1", *command, check=check).stdout.strip()

    def pid(self, service):
        """The first process of a container, as the machine knows it."""
        return int(run("podman", "inspect", "-f", "{{.State.Pid}}", f"{NAME}_{service}_1").stdout)

    def client(self):
        """Somebody who trusts the certificate, and finds the host's name at this address."""
        trusted = ssl.create_default_context(cafile=self.folder / "secrets/utblick.pem")
        headers = {"host": HOST, "sec-fetch-site": "same-origin", "accept-language": "sv"}
        made = httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}", verify=trusted, headers=headers, timeout=60
        )
        made.event_hooks["request"].append(_by_name)
        return made

    def signed_in(self, address):
        """An administrator who was invited and has a password and a second factor; with the token of their forms."""
        link = self.inside("web1", "utblick", "user", "add", address, "--name", "Demo Exempel")
        path = link.removeprefix(f"https://{HOST}")
        with self.client() as newcomer:
            assert newcomer.get(path).status_code == 200
            chosen = {"_csrf": "", "name": "Demo Exempel", "password": PASSWORD, "again": PASSWORD}
            assert newcomer.post(path, data=chosen).status_code == 303
        made = self.client()
        assert made.post("/sign-in", data={"email": address, "password": PASSWORD}).status_code == 303
        enrolment = made.get("/").headers["location"]
        made.headers["x-csrf-token"] = _token_on(made.get(enrolment))
        assert made.post("/me/second-factor/begin", data={"password": PASSWORD}).status_code == 303
        key = re.search(r"<code>([A-Z2-7 ]+)</code>", made.get(enrolment).text)
        assert key is not None
        code = pyotp.TOTP(key[1].replace(" ", "")).now()
        assert made.post("/me/second-factor/confirm", data={"code": code}).status_code == 200
        made.headers["x-csrf-token"] = _token_on(made.get("/"))
        return made

    def like(self, person):
        """The same person, in another window."""
        made = self.client()
        made.cookies, made.headers = person.cookies, person.headers
        return made


def run(*command, check=True, **more):
    parts = [str(part) for part in command]
    done = subprocess.run(parts, capture_output=True, text=True, timeout=900, check=False, **more)
    assert not check or done.returncode == 0, f"{parts}: {done.stdout[-2000:]}{done.stderr[-3000:]}"
    return done


def missing():
    """The programs that are not here."""
    return [name for name in ("podman", "podman-compose", "debootstrap") if shutil.which(name) is None]


def _token_on(page):
    found = re.search(r'name="_csrf" value="([^"]+)"', page.text)
    assert found is not None, page
    return found[1]


def _by_name(request):
    request.extensions["sni_hostname"] = HOST
