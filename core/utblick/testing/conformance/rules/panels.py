"""C13: a box is there in time when there is much to show, and fails softly when there is nothing."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from utblick.declare import Panel, Slot
from utblick.errors import NotFound
from utblick.ids import new_id
from utblick.testing.conformance.rows.many import multiply
from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.addresses import addresses
from utblick.testing.conformance.subject.houses import ROWS
from utblick.testing.conformance.subject.sources import place_in, place_of, said
from utblick.testing.conformance.subject.walk import administrator
from utblick.web.panels import draw

if TYPE_CHECKING:
    from utblick.platform import Platform

MANY, TRIES = 1000, 3


def quick(subject: Subject) -> Iterator[Finding]:
    """Draw each box for a party with a thousand rows, and for one that nobody knows."""
    if not subject.plugin.panels:
        raise NotTried("The plugin has no boxes.")
    with subject.houses.house(ROWS[-1]) as platform:
        multiply(platform, subject, MANY)
        found, _unreached = addresses(platform, subject)
        for address in found:
            if address.panel is not None:
                yield from _timed(subject, platform, address.panel, address.subject)
    with subject.houses.house() as platform:
        with platform.write() as ctx:
            parties = {
                Slot.ORGANISATION: ctx.organisations.register("Exempel Utan Rader AB").id,
                Slot.PERSON: ctx.people.register("Kim Utanrader").id,
            }
        for panel in subject.plugin.panels:
            if panel.slot is not Slot.RECORD:
                party = parties.get(panel.slot)
                yield from _soft(subject, platform, panel, party, "when it has nothing to show")
            if panel.slot in parties or panel.slot is Slot.RECORD:
                yield from _soft(subject, platform, panel, new_id(), "for a party that nobody knows")


def _timed(subject: Subject, platform: "Platform", panel: Panel, party: UUID | None) -> Iterator[Finding]:
    """The best of some tries counts: what the machine does beside it is no fault of the box."""
    best = float("inf")
    for _try in range(TRIES):
        started = time.perf_counter()
        try:
            _draw(platform, panel, party)
        except Exception as error:
            mend = "Ask for a bounded number of rows, and let the box show that there are more."
            what = f"The box {panel.name} fails with {MANY} rows: {said(error)}."
            yield Finding(place_in(error, subject.folder), what, mend)
            return
        best = min(best, time.perf_counter() - started)
        if best <= panel.seconds:
            return
    yield Finding(
        place_of(panel.load),
        f"The box {panel.name} takes {best:.1f} s with {MANY} rows; it promises {panel.seconds:g} s.",
        "Let the database count and sum, and read no more rows than are shown.",
    )


def _soft(
    subject: Subject, platform: "Platform", panel: Panel, party: UUID | None, when: str
) -> Iterator[Finding]:
    """To have nothing to show is no error; to say that the party is not here is one that the core knows."""
    try:
        drawn = _draw(platform, panel, party)
    except NotFound:
        return
    except Exception as error:
        what = f"The box {panel.name} fails {when}: {said(error)}."
        yield Finding(place_in(error, subject.folder), what, "Return None when there is nothing to show.")
        return
    if "<html" in drawn or "<body" in drawn:
        mend = "Let its template extend no layout."
        yield Finding(place_of(panel.load), f"The box {panel.name} draws a whole page.", mend)


def _draw(platform: "Platform", panel: Panel, party: UUID | None) -> str:
    with administrator(platform) as ctx:
        return draw(ctx, panel, party)


C13 = Rule(
    "C13",
    f"Its boxes are there within their time on {MANY} rows, and fail softly.",
    quick,
    after=("C01", "C04"),
)
