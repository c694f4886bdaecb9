"""Installations that are there to be broken: one with everything in one process, one grown to many."""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "deploy")]

from database_server import Postgres
from engines import Cluster, Line
from house import House


@pytest.fixture(scope="session")
def first(forkserver, tmp_path_factory):
    """The installation on SQLite of which the others are copies."""
    made = House(tmp_path_factory.mktemp("first") / "house", forkserver).make()
    made.end()
    return made


@pytest.fixture
def small(tmp_path, forkserver, first):
    """An installation on SQLite with the bundled server; its processes are for the test to start."""
    made = House(tmp_path / "house", forkserver).like(first)
    yield made
    made.end()


@dataclass
class Grown:
    """PostgreSQL, three NATS servers, and the lines by which one web and one worker reach them."""

    house: House
    postgres: Postgres
    cluster: Cluster
    bus_lines: list
    database_line: Line
    stream: str = "UTBLICK_2132"

    def web(self, *, by_lines=False):
        addresses = [f"nats://127.0.0.1:{line.port}" for line in self.bus_lines]
        return self.house.start("web", **({"UTBLICK_BUS__SERVERS": _list(addresses)} if by_lines else {}))

    def worker(self, *, by_lines=False, **more):
        line = {"UTBLICK_DATABASE": self.postgres.at(self.database_line.port)} if by_lines else {}
        return self.house.start("worker", **line, **more)


@pytest.fixture(scope="module")
def grown(forkserver, tmp_path_factory):
    """Everything that a grown installation stands on; its processes are for the tests to start."""
    folder = tmp_path_factory.mktemp("grown")
    own = Path(tempfile.mkdtemp(prefix="utb-pg-"))  # pytest shuts its own folders to the server's user
    postgres, cluster = Postgres(own / "data"), Cluster(folder / "nats")
    postgres.make()
    postgres.start()
    cluster.start()
    house = House(
        folder / "house",
        forkserver,
        UTBLICK_DATABASE=postgres.url,
        UTBLICK_BUS__SERVERS=_list(cluster.addresses),
        UTBLICK_BUS__REPLICAS="3",
    ).make()
    lines = [Line(port) for port in cluster.ports]
    made = Grown(house, postgres, cluster, lines, Line(postgres.port))
    yield made
    house.end()
    for line in (*lines, made.database_line):
        line.close()
    cluster.stop()
    postgres.stop()
    shutil.rmtree(own, ignore_errors=True)


def _list(values):
    return ",".join(values)
