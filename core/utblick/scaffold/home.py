"""Where an installed plugin's source lies, so that more can be written to it."""

import importlib.util
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from utblick.i18n import _
from utblick.registry import installed_plugins
from utblick.scaffold.refused import Refused


@dataclass(frozen=True)
class Home:
    """A plugin's package, and the folder around it with its README and tests."""

    name: str
    package: str
    folder: Path

    @cached_property
    def around(self) -> Path:
        above = self.folder.parent
        return above.parent if above.name == "src" else above

    @property
    def hooks_file(self) -> Path:
        return self.folder / "plugin.py"

    def module(self, name: str) -> Path:
        """The file of a module of the package: that of a folder, where the module has become one."""
        place = self.folder.joinpath(*name.split("."))
        return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")

    def shown(self, file: Path) -> str:
        """The file as one would name it here."""
        return str(file.relative_to(self.around)) if file.is_relative_to(self.around) else str(file)


def find_home(name: str) -> Home:
    """The plugin of that name; `Refused` when its source is not here to be written to."""
    points = installed_plugins()
    if name not in points:
        near = get_close_matches(name, points, n=1)
        if near:
            raise Refused(_("There is no plugin {name}. Did you mean {near}?", name=name, near=near[0]))
        raise Refused(
            _("There is no plugin {name} here. Make it with plugin new, and install it.", name=name)
        )
    package, _dot, hooks = points[name].module.rpartition(".")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations or hooks != "plugin":
        raise Refused(_("{name} does not lie in a package with a plugin.py.", name=name))
    folder = Path(next(iter(spec.submodule_search_locations)))
    if {"site-packages", "dist-packages"} & set(folder.parts):
        raise Refused(
            _(
                "{name} is installed as a copy. Install its source instead, with pip install -e, and "
                "write to that.",
                name=name,
            )
        )
    if package.startswith("utblick."):
        raise Refused(_("{name} is what others are copied from. Make one with plugin new.", name=name))
    return Home(name, package, folder)
