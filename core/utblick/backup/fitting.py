"""Whether an archive fits this installation: the municipality, the plugins, and how new its tables are."""

from collections.abc import Mapping
from dataclasses import dataclass

from utblick.backup.holders import registry_with
from utblick.backup.layout import Contents, Manifest
from utblick.db.versions import Owner, known_revisions, owners
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.platform import Platform
from utblick.registry import Registry


@dataclass(frozen=True)
class Fitting:
    """The plugins that the archive needs, and where the migrations of each had come when it was made."""

    registry: Registry
    stands: tuple[tuple[Owner, str], ...]

    def tables(self, manifest: Manifest) -> Mapping[str, Contents]:
        """The tables of those whose rows are put back."""
        wanted = {owner.name for owner, _revision in self.stands}
        return {name: held for name, held in manifest.tables.items() if held.owner in wanted}


def require_fitting(platform: Platform, manifest: Manifest, without: tuple[str, ...]) -> Fitting:
    """What it takes to put the archive back here; raises `Conflict` when that is not at hand."""
    here = platform.settings.municipality.code
    if manifest.municipality != here:
        raise Conflict(
            _(
                "The backup is of municipality {there}, and the settings say {here}. Set municipality.code "
                "to {there}: the bus and all events are named by it.",
                there=manifest.municipality,
                here=here,
            )
        )
    wanted = {name: at for name, at in manifest.owners.items() if name not in without and at}
    registry = registry_with(platform, wanted)
    there = {owner.name: owner for owner in owners(registry)}
    if missing := sorted(wanted.keys() - there.keys()):
        raise Conflict(
            _(
                "The backup holds data of {plugins}, not installed here or not able to load. Install it, or "
                "leave its data behind: --without {first}",
                plugins=", ".join(missing),
                first=missing[0],
            )
        )
    for name, revisions in wanted.items():
        if unknown := sorted(set(revisions) - known_revisions(there[name])):
            raise Conflict(
                _(
                    "The backup is newer than the code here: the tables of {owner} are at {there}, which it "
                    "does not know. It was made by Utblick {version}: install that or a later version.",
                    owner=name,
                    there=", ".join(unknown),
                    version=manifest.utblick,
                )
            )
    return Fitting(
        registry, tuple((owner, at) for owner in there.values() for at in wanted.get(owner.name, ()))
    )
