"""The states of a goal and the lights that it shows, and the states of a blueprint."""

from collections.abc import Mapping
from types import MappingProxyType

from utblick.api import Choice, Msg, _

STATES = (
    Choice(value="draft", label=_("Draft"), tone="mute"),
    Choice(value="agreed", label=_("In force"), tone="info"),
    Choice(value="closed", label=_("Closed"), tone="mute"),
)
RELEASE_STATES = (
    Choice(value="draft", label=_("Taken out"), tone="mute"),
    Choice(value="released", label=_("Released"), tone="ok"),
    Choice(value="withdrawn", label=_("Withdrawn"), tone="warn"),
)
LIGHTS = (
    Choice(value="reached", label=_("Reached"), tone="ok"),
    Choice(value="on_track", label=_("On track"), tone="ok"),
    Choice(value="at_risk", label=_("At risk"), tone="warn"),
    Choice(value="behind", label=_("Behind"), tone="bad"),
    Choice(value="waiting", label=_("Not counted yet"), tone="mute"),
)
TO_COME: Mapping[str, Msg] = MappingProxyType({"contacts": _("External contacts")})
"""What plugins are called that are not there yet, though goals of the pilot wait for them."""
WAITING = LIGHTS[-1].value
"""The light of a goal whose rule no enabled plugin brings."""
