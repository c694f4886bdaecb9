"""Every rule, in the order of their numbers."""

from collections.abc import Iterator

from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.rules.calendars import C21
from utblick.testing.conformance.rules.doors import C07
from utblick.testing.conformance.rules.events import C10, C11
from utblick.testing.conformance.rules.imports import C06
from utblick.testing.conformance.rules.leaving import C15
from utblick.testing.conformance.rules.loading import C01, C02, C17
from utblick.testing.conformance.rules.names import C03
from utblick.testing.conformance.rules.pages import C08, C09
from utblick.testing.conformance.rules.panels import C13
from utblick.testing.conformance.rules.people import C14
from utblick.testing.conformance.rules.reactions import C12, C18
from utblick.testing.conformance.rules.tables import C04, C05
from utblick.testing.conformance.rules.upkeep import C19, C20
from utblick.testing.conformance.rules.words import C16
from utblick.testing.conformance.subject import Subject


def _of_the_whole(_subject: Subject) -> Iterator[Finding]:
    """Waivers are judged by the examination, which knows what came of the other rules."""
    return iter(())


WAIVERS = Rule("C00", "Its waivers name rules that it breaks, each with a reason.", _of_the_whole, after=())
RULES = (
    WAIVERS, C01, C02, C03, C04, C05, C06, C07, C08, C09, C10,
    C11, C12, C13, C14, C15, C16, C17, C18, C19, C20, C21,
)  # fmt: skip
