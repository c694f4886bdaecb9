"""A place that is shown on a map."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is, and what to say of it.

    Without `longitude` and `latitude` it stands in the middle of its `country` (ISO 3166 letters). `note` is
    a word or two beside the name, `url` where the name leads, and `tone` colours the spot: ok, warn, bad.
    """

    name: str
    country: str
    longitude: float | None = None
    latitude: float | None = None
    note: str = ""
    url: str = ""
    tone: str = ""
