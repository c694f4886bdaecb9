"""The ten pieces that a plugin can be given: what each is written from, and the hooks that promise it."""

from collections.abc import Mapping
from dataclasses import dataclass

from utblick.scaffold.hooks import Hook


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One capability: the folder of its source, what it is called unless named, its page of documentation."""

    source: str
    called: str
    page: str
    hooks: tuple[Hook, ...]
    asks_permission: bool = False
    is_titled: bool = True
    """Whether people see what it is called."""

    @property
    def document(self) -> str:
        return f"docs/plugins/{self.page}.md"


PERMISSION = Piece(
    source="permission",
    called="",
    page="permissions",
    hooks=(Hook("register_permissions", "records", "PERMISSIONS", "Iterable[api.Permission]"),),
)
"""Written before a piece that asks for a permission, where the plugin has none yet."""

PIECES: Mapping[str, Piece] = {
    "record": Piece(
        source="record",
        called="item",
        page="records",
        hooks=(Hook("register_records", "records", "RECORDS", "Iterable[api.RecordType]"),),
        asks_permission=True,
    ),
    "event": Piece(
        source="event",
        called="item.noted",
        page="events",
        hooks=(Hook("register_events", "events", "EVENTS", "Iterable[type[api.Event]]"),),
    ),
    "subscriber": Piece(
        source="subscriber",
        called="observed",
        page="subscribers",
        is_titled=False,
        hooks=(Hook("register_subscribers", "subscribers", "SUBSCRIBERS", "Iterable[api.Subscriber]"),),
    ),
    "panel": Piece(
        source="panel",
        called="glance",
        page="panels",
        hooks=(Hook("register_panels", "panels", "PANELS", "Iterable[api.Panel]"),),
        asks_permission=True,
    ),
    "calendar": Piece(
        source="calendar",
        called="planned",
        page="calendars",
        hooks=(Hook("register_calendars", "calendars", "CALENDARS", "Iterable[api.Calendar]"),),
        asks_permission=True,
    ),
    "page": Piece(
        source="page",
        called="summary",
        page="pages",
        hooks=(
            Hook("register_routes", "pages", "ROUTES", "Iterable[api.Route]"),
            Hook("register_navigation", "pages", "LINKS", "Iterable[api.Link]"),
        ),
        asks_permission=True,
    ),
    "job": Piece(
        source="job",
        called="nightly",
        page="jobs",
        hooks=(Hook("register_jobs", "jobs", "JOBS", "Iterable[api.Job]"),),
    ),
    "indicator": Piece(
        source="indicator",
        called="registered",
        page="indicators",
        hooks=(Hook("register_indicators", "indicators", "INDICATORS", "Iterable[api.Indicator]"),),
    ),
    "command": Piece(
        source="command",
        called="told",
        page="commands",
        is_titled=False,
        hooks=(Hook("register_commands", "cli", "COMMANDS", "Iterable[click.Command]"),),
    ),
    "personal-data": Piece(
        source="personal_data",
        called="",
        page="personal-data",
        is_titled=False,
        hooks=(Hook("register_personal_data", "privacy", "PERSONAL_DATA", "api.PersonalData"),),
    ),
}
