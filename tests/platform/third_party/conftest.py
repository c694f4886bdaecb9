"""An installation outside the repository: wheels in a virtual environment of their own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import venv
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent


@dataclass
class Apart:
    """The commands of the installation, and the house while it runs."""

    folder: Path
    bin: Path
    running: list = field(default_factory=list)
    opened: list = field(default_factory=list)

    @property
    def environment(self):
        ours = {
            name: value for name, value in os.environ.items() if not name.startswith(("UTBLICK", "PYTHON"))
        }
        path = os.pathsep.join([str(self.bin), sysconfig.get_path("scripts"), ours["PATH"]])
        return {**ours, "PATH": path}

    def utblick(self, *arguments):
        return subprocess.run(
            [self.bin / "utblick", *arguments],
            cwd=self.folder,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
        )

    def start(self, *arguments):
        """Start `utblick run` on a free port; gives a browser at its address."""
        said = self.folder / f"run-{time.monotonic_ns()}.log"
        with said.open("wb") as log:
            process = subprocess.Popen(
                [self.bin / "utblick", "run", *arguments],
                cwd=self.folder,
                env=self.environment | {"UTBLICK_PORT": "0"},
                stdout=log,
                stderr=log,
            )
        self.running.append(process)
        deadline = time.monotonic() + 60
        while not (found := re.search(r"is running: (http://\S+)", said.read_text())):
            assert process.poll() is None, said.read_text()[-4000:]
            assert time.monotonic() < deadline, said.read_text()[-4000:]
            time.sleep(0.02)
        return self.browse(found[1])

    def browse(self, address):
        self.opened.append(Browser(address))
        return self.opened[-1]

    def stop(self):
        while self.opened:
            self.opened.pop().web.close()
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(30)
        self.running.clear()


class Browser:
    """What somebody sees and does who has signed in."""

    def __init__(self, address):
        self.address = address
        headers = {"accept": "text/html", "sec-fetch-site": "same-origin", "accept-language": "en"}
        self.web = httpx.Client(base_url=address, headers=headers, timeout=20)

    def sign_in(self, email, password):
        self.submit("/sign-in", {"email": email, "password": password})
        return self

    def see(self, path, status=200):
        answer = self.web.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:500])
        return answer.text

    def submit(self, path, values):
        """Fill in the form of a page and send it."""
        token = re.search(r'name="_csrf" value="([^"]+)"', self.see(path))
        answer = self.web.post(path, data={"_csrf": token[1] if token else "", **values})
        assert answer.status_code == 303, (path, answer.status_code, answer.text[-3000:])
        return answer

    def call(self, path, values=None):
        """Use the JSON API with the rights of who has signed in."""
        token = re.search(r'name="_csrf" value="([^"]+)"', self.see("/me"))[1]
        headers = {"accept": "application/json", "x-csrf-token": token}
        answer = (
            self.web.get(path, headers=headers)
            if values is None
            else self.web.post(path, json=values, headers=headers)
        )
        assert answer.status_code < 300, (path, answer.status_code, answer.text[:500])
        return answer.json()


@pytest.fixture
def apart(tmp_path):
    """Builds the wheels of Utblick and of the plugin, and installs them where nothing else is.

    What they depend on is borrowed from the environment of the tests, so that nothing is fetched.
    """
    places = {"wheels": tmp_path / "wheels", "venv": tmp_path / "venv", "house": tmp_path / "house"}
    places["house"].mkdir()
    shutil.copytree(
        HERE / "utblick-visits", tmp_path / "source", ignore=shutil.ignore_patterns("__pycache__")
    )
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
    ]
    sources = (ROOT, tmp_path / "source")
    builds = [
        subprocess.Popen([*build, places["wheels"], where], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for where in sources
    ]
    venv.create(places["venv"], with_pip=False)
    for one in builds:
        said, _nothing = one.communicate()
        assert one.returncode == 0, said.decode()
    made = Apart(places["house"], places["venv"] / "bin")
    python = str(made.bin / "python")
    install = [
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run(
        [sys.executable, *install, *places["wheels"].glob("*.whl")], check=True, env=made.environment
    )
    packages = sysconfig.get_path("purelib", vars={"base": str(places["venv"])})
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    yield made
    made.stop()
