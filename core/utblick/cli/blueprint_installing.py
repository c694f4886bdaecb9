"""The halves of `utblick blueprint install`: settings for the next start, then what is kept in tables."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from utblick.blueprints.contents import keep
from utblick.blueprints.installing import chosen_of, install_here, write_for_next_start
from utblick.blueprints.plan import PLUGINS, SETTINGS, plan
from utblick.blueprints.steps import Step
from utblick.db.migrate import upgrade
from utblick.errors import NotFound
from utblick.i18n import _
from utblick.platform import Platform, assemble
from utblick.settings.load import load_settings

if TYPE_CHECKING:
    from utblick.blueprints.document import Document
    from utblick.cli.main import Installation


class Installing:
    """One run of the command. Tables are made where they are missing, as `utblick run` does."""

    def __init__(
        self,
        installation: "Installation",
        document: "Document",
        *,
        leave: Collection[str],
        replace: Collection[str],
    ) -> None:
        self.installation, self.document = installation, document
        self.leave, self.replace = leave, replace

    def plan(self) -> tuple[Step, ...]:
        """What would be done, by what runs now; raises `NotFound` for a step that is named and is none."""
        steps = _planned(self._platform(), self.document)
        for name in {*self.leave, *self.replace} - {step.id for step in steps}:
            raise NotFound(_("There is no step {name}. See: utblick blueprint diff", name=name))
        return steps

    def do(self) -> tuple[int, bool]:
        """Do it; returns how many steps were done, and whether some take effect at the next start only."""
        platform = self._platform()
        steps = self._chosen(platform)
        later = [step for step in steps if step.area in (PLUGINS, SETTINGS)]
        write_for_next_start(platform.settings, self.document.blueprint, later)
        platform.close()
        platform = self._platform()
        try:
            here = [step for step in self._chosen(platform) if step.area not in (PLUGINS, SETTINGS)]
            with platform.write() as ctx:
                held = keep(ctx, self.document, origin="received")
                install_here(ctx, held, self.document.blueprint, [*later, *here])
        finally:
            platform.close()
        return len(later) + len(here), bool(later)

    def _chosen(self, platform: Platform) -> tuple[Step, ...]:
        return chosen_of(_planned(platform, self.document), leave=self.leave, replace=self.replace)

    def _platform(self) -> Platform:
        """The house as the settings say it by now, with its tables."""
        made = assemble(load_settings(self.installation.file))
        upgrade(made.database, made.registry)
        return made


def _planned(platform: Platform, document: "Document") -> tuple[Step, ...]:
    with platform.read() as ctx:
        return plan(ctx, document.blueprint)
