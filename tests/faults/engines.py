"""Three NATS servers that can be killed, and lines that can be cut."""

import json
import socket
import struct
import subprocess
import threading
import time
import urllib.request
from contextlib import suppress

from utblick.bus.server import find_binary
from utblick.testing.running import free_ports


def until(holds, *, seconds=60, what=lambda: ""):
    """Wait for a fact; a busy machine is slow, not wrong."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what()}"
        time.sleep(0.1)
    return found


class Cluster:
    """Three NATS servers with one stream on all three, as in production, on loopback."""

    def __init__(self, folder):
        self.folder = folder
        ports = free_ports(9)
        self.ports, self.routes, self.monitors = ports[:3], ports[3:6], ports[6:]
        self.processes = [None] * 3

    @property
    def addresses(self):
        return [f"nats://127.0.0.1:{port}" for port in self.ports]

    def start(self, nodes=(0, 1, 2)):
        for node in nodes:
            self.processes[node] = subprocess.Popen([find_binary(), "-c", self._settings(node)])
        until(
            lambda: all(self.ask(node, "healthz").get("status") == "ok" for node in nodes),
            seconds=180,  # it first reads what it held, and hears what it missed
            what=lambda: {node: self.ask(node, "healthz?js-server-only=false") for node in nodes},
        )

    def ask(self, node, what):
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.monitors[node]}/{what}", timeout=2
            ) as answer:
                return json.loads(answer.read())
        except (OSError, ValueError):
            return {}

    def leader(self, stream):
        """The node that leads the stream; None during an election."""
        for node in range(3):
            if self.processes[node] is None or self.processes[node].poll() is not None:
                continue
            found = self.ask(node, "jsz?streams=true").get("account_details", ())
            for one in (one for account in found for one in account.get("stream_detail", ())):
                if one["name"] == stream and one.get("cluster", {}).get("leader") == f"node{node}":
                    return node
        return None

    def kill(self, node):
        self.processes[node].kill()
        self.processes[node].wait()

    def stop(self):
        for process in self.processes:
            if process is not None and process.poll() is None:
                process.terminate()
        for process in self.processes:
            if process is not None:
                process.wait(20)

    def _settings(self, node):
        routes = ", ".join(f'"nats://127.0.0.1:{port}"' for port in self.routes)
        file = self.folder / f"node{node}.conf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'listen: "127.0.0.1:{self.ports[node]}"\nserver_name: node{node}\n'
            f'http: "127.0.0.1:{self.monitors[node]}"\n'
            f'log_file: "{self.folder / f"node{node}.log"}"\n'
            f'jetstream {{ store_dir: "{self.folder / f"store{node}"}", sync_interval: "always" }}\n'
            f'cluster {{ name: house, listen: "127.0.0.1:{self.routes[node]}", routes: [{routes}], no_advertise: true }}\n'
        )
        return str(file)


class Line:
    """A line to a port that can be cut, so that both ends see it, and stalled, so that neither does."""

    def __init__(self, target):
        self._target = target
        self._flows, self._cut = threading.Event(), False
        self._flows.set()
        self._pairs = []
        self._place = socket.create_server(("127.0.0.1", 0))
        self.port = self._place.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Reset what is open, and refuse what comes."""
        self._cut = True
        for pair in self._pairs:
            for end in pair:
                _reset(end)
        self._pairs.clear()
        self._flows.set()

    def stall(self):
        """Carry nothing on: what is sent is taken, and does not arrive."""
        self._flows.clear()

    def mend(self):
        self._cut = False
        self._flows.set()

    def close(self):
        self.cut()
        self._place.close()

    def _accept(self):
        while True:
            try:
                near, _address = self._place.accept()
            except OSError:
                return
            if self._cut:
                _reset(near)
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target), 5)
            except OSError:
                _reset(near)
                continue
            far.settimeout(None)
            self._pairs.append((near, far))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source, sink):
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _reset(end):
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        end.close()
