"""How full the disks are on which data lie."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from utblick.settings import Settings


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk below a place."""

    place: str
    used: int
    free: int

    @property
    def total(self) -> int:
        """What can be used; a file system keeps some for itself."""
        return self.used + self.free

    @property
    def used_ratio(self) -> float:
        return self.used / self.total if self.total else 0.0


def disks(settings: Settings) -> tuple[Disk, ...]:
    """The disks of the data folder and of the backups; one disk is named once, by its first place."""
    places: Mapping[str, Path] = {
        "data": settings.data_folder,
        "backups": settings.backup.place(settings.data_folder),
    }
    found: dict[int, Disk] = {}
    for name, path in places.items():
        there = _nearest(path)
        used = shutil.disk_usage(there)
        found.setdefault(there.stat().st_dev, Disk(name, used.used, used.free))
    return tuple(found.values())


def _nearest(path: Path) -> Path:
    """The folder itself, or the first above it that is there."""
    return next(one for one in (path.absolute(), *path.absolute().parents) if one.exists())
