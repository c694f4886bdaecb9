"""Disks of a test's own, small enough to be full."""

import ctypes
import subprocess
from contextlib import suppress
from pathlib import Path

_CLONE_FS, _CLONE_NEWNS = 0x200, 0x20000
CAN_MOUNT = subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode == 0
"""Whether disks of a test's own can be had, which only its processes see."""


def on_a_small_disk(folder, size, command):
    """The command with a disk of that size at the folder, which holds what the folder held."""
    copied = f'cp -a "{folder}" "{folder}.kept" && mount -t tmpfs -o size={size} tmpfs "{folder}" && cp -a "{folder}.kept/." "{folder}"'
    owned = f'chown --reference="{folder}.kept" "{folder}" && chmod --reference="{folder}.kept" "{folder}"'
    return ["unshare", "-m", "sh", "-c", f'{copied} && {owned} && exec "$@"', "sh", *map(str, command)]


def entered(pid):
    """Let this thread see the disks that the process sees."""
    libc = ctypes.CDLL(None, use_errno=True)
    with Path(f"/proc/{pid}/ns/mnt").open() as namespace:
        if libc.unshare(_CLONE_FS) or libc.setns(namespace.fileno(), _CLONE_NEWNS):
            raise OSError(ctypes.get_errno(), "the disks of the process cannot be seen")


class Disk:
    """The small disk of a process, seen from outside."""

    def __init__(self, pid, folder):
        self.folder = Path(f"/proc/{pid}/root{folder}")
        self._filler = self.folder / "filler"

    def fill(self):
        with self._filler.open("wb", buffering=0) as filler, suppress(OSError):
            for size in (1_000_000, 4096, 1):
                with suppress(OSError):
                    while True:
                        filler.write(bytes(size))

    def make_room(self):
        self._filler.unlink()
