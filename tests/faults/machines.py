"""Machines of a test's own: network namespaces with cables to one switch, where packets can be lost without a word."""

import ctypes
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

_NETWORK = 0x40000000  # CLONE_NEWNET
NOBODY = "02:00:00:00:ff:ff"
"""An address of hardware that nobody has: what is sent there is lost, and no end is told."""


def can_have_machines():
    """Whether this user may make namespaces, and a cable between them."""
    asked = "ip link add utb-try type veth peer name utb-other && ip link del utb-try"
    done = subprocess.run(["unshare", "-n", "sh", "-c", asked], capture_output=True, check=False)
    return done.returncode == 0


class Machine:
    """A namespace that lives as long as a sleeping process in it; its cable ends at a port of the switch."""

    def __init__(self, name, address=""):
        self.name, self.address = name, address
        self._asleep = subprocess.Popen(["unshare", "-n", "sleep", "3600"])
        _until_it_has_its_own(self._asleep.pid)
        self.run("ip", "link", "set", "lo", "up")

    @property
    def prefix(self):
        """What goes before a command to run it on this machine."""
        return ["nsenter", "-t", str(self._asleep.pid), "-n"]

    @property
    def pid(self):
        return self._asleep.pid

    def run(self, *command):
        done = subprocess.run([*self.prefix, *command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def end(self):
        self._asleep.kill()
        self._asleep.wait()


class Switch:
    """What machines are plugged into, apart from this one: browsers of other tests see no network change."""

    everybody = "10.213.0.0/24"

    def __init__(self):
        self.machines = {}
        self._switch = Machine("switch")
        self._switch.run("ip", "link", "add", "br0", "type", "bridge")
        self._switch.run("ip", "link", "set", "br0", "up")

    def add(self, name):
        """A machine with a cable to a port of its own name."""
        made = Machine(name, f"10.213.0.{len(self.machines) + 11}")
        self.machines[name] = made
        made.run(
            "ip", "link", "add", "eth0", "type", "veth", "peer", "name", name, "netns", str(self._switch.pid)
        )
        made.run("ip", "addr", "add", f"{made.address}/24", "dev", "eth0")
        made.run("ip", "link", "set", "eth0", "up")
        self.plug(name)
        return made

    def plug(self, name):
        self._switch.run("ip", "link", "set", "dev", name, "master", "br0", "up")

    def unplug(self, name):
        """Pull the cable out, far from the machine: its own light stays on, and every packet is lost."""
        self._switch.run("ip", "link", "set", "dev", name, "nomaster")

    def part(self, one, others):
        """Let one machine and some others hear nothing of each other, while all others hear both."""
        for near, far in _both_ways(self.machines[one], [self.machines[name] for name in others]):
            near.run(
                "ip", "neigh", "replace", far.address, "lladdr", NOBODY, "nud", "permanent", "dev", "eth0"
            )

    def rejoin(self, one, others):
        for near, far in _both_ways(self.machines[one], [self.machines[name] for name in others]):
            near.run("ip", "neigh", "del", far.address, "dev", "eth0")

    def end(self):
        for machine in (*self.machines.values(), self._switch):
            machine.end()


@contextmanager
def at(machine):
    """Let this thread be at the machine meanwhile, with the threads and programs that it starts."""
    with Path("/proc/thread-self/ns/net").open() as home, Path(f"/proc/{machine.pid}/ns/net").open() as there:
        _move(there)
        try:
            yield
        finally:
            _move(home)


def _move(network):
    system = ctypes.CDLL(None, use_errno=True)  # os.setns is there from Python 3.12 on
    if system.setns(network.fileno(), _NETWORK):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _both_ways(one, others):
    return [pair for other in others for pair in ((one, other), (other, one))]


def _until_it_has_its_own(pid):
    from engines import until

    ours = Path("/proc/thread-self/ns/net").readlink()
    until(lambda: Path(f"/proc/{pid}/ns/net").readlink() != ours)
