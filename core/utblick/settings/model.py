"""The settings of an installation, with their defaults; the embedded default needs none of them set."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, FilePath, PrivateAttr, SecretStr, field_validator, model_validator

from utblick.reference.municipalities import municipalities
from utblick.settings.county import CountySettings
from utblick.settings.part import Part
from utblick.settings.sign_in import SignInSettings

Language = Literal["sv", "en"]
_PUBLIC_KEY = re.compile(r"ed25519:[A-Za-z0-9+/]{43}=")


class Municipality(Part):
    """Who runs this installation."""

    code: Annotated[
        str, Field(pattern=r"^\d{4}$", description="Municipality code of Statistics Sweden, 4 digits")
    ] = "2132"
    name: Annotated[
        str, Field(max_length=80, description="As the municipality calls itself; empty: by its code")
    ] = ""
    logo: Annotated[Path | None, Field(description="An SVG or PNG file")] = None
    hue: Annotated[
        int, Field(ge=0, le=360, description="Hue of the profile colour, 0 to 360 degrees (OKLCH)")
    ] = 215
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("sv", "en")
    time_zone: str = "Europe/Stockholm"
    contact: Annotated[str, Field(description="E-mail address for questions, shown on public pages")] = ""

    @field_validator("code")
    @classmethod
    def _known_code(cls, value: str) -> str:
        if value not in municipalities():
            raise ValueError("no municipality has this code")
        return value

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.name.strip():
            object.__setattr__(self, "name", municipalities()[self.code].full_name)
        return self

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("not a time zone of the IANA database, such as Europe/Stockholm")
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class DatabaseSettings(Part):
    url: Annotated[
        str,
        Field(
            description="postgresql+psycopg://… or sqlite:///…; empty: SQLite in the data folder",
            json_schema_extra={"secret": True},
        ),
    ] = ""

    @field_validator("url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError("not the address of a database that is known here")
        return value


class BusSettings(Part):
    servers: Annotated[tuple[str, ...], Field(description="NATS addresses; empty: the bundled server")] = ()
    user: str = ""
    password: SecretStr = SecretStr("")
    credentials: Annotated[Path | None, Field(description="A NATS .creds file")] = None
    ca: Annotated[
        FilePath | None,
        Field(description="Who signs the certificates of tls:// servers; empty: whom this machine trusts"),
    ] = None
    replicas: Annotated[int, Field(ge=1, le=5)] = 1


class MailSettings(Part):
    host: Annotated[str, Field(description="SMTP server; empty: mail waits in the mailbox page")] = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    user: str = ""
    password: SecretStr = SecretStr("")
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = "utblick@localhost"


class WebSettings(Part):
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    public_url: Annotated[
        str, Field(description="The address in links that are mailed; empty: host and port")
    ] = ""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)
    upload_mb: Annotated[int, Field(ge=1, le=1000)] = 50
    drain_seconds: Annotated[
        int,
        Field(
            ge=0, le=300, description="Seconds that proxies need to hear that a process leaves, or is there"
        ),
    ] = 0
    finish_seconds: Annotated[
        int, Field(ge=1, le=600, description="Seconds that requests under way then have to end")
    ] = 20


class MoneySettings(Part):
    ecb_url: Annotated[
        str, Field(description="Where to fetch the ECB's reference rates; empty: never fetched")
    ] = ""


class ImportSettings(Part):
    keep_rows_days: Annotated[
        int,
        Field(
            ge=1, le=3650, description="Days that an import can be undone; then the file's rows are removed"
        ),
    ] = 90


class BackupSettings(Part):
    folder: Annotated[
        Path | None, Field(description="Where backups go; empty: the folder backups in the data folder")
    ] = None
    expected_hours: Annotated[
        int,
        Field(
            ge=0,
            le=24 * 90,
            description="The health page warns when the latest backup is older; 0: made otherwise",
        ),
    ] = 48

    def place(self, data_folder: Path) -> Path:
        """The folder of backups."""
        return self.folder or data_folder / "backups"


class ObserveSettings(Part):
    otlp_endpoint: Annotated[
        str,
        Field(
            description="Where traces go by OTLP over HTTP, such as http://localhost:4318; empty: nowhere",
            pattern=r"^(https?://\S+)?$",
        ),
    ] = ""
    traces_ratio: Annotated[
        float, Field(ge=0, le=1, description="How many of the traces that begin here are kept, 0 to 1")
    ] = 1.0
    worker_host: str = "127.0.0.1"
    worker_port: Annotated[
        int,
        Field(
            ge=0,
            le=65535,
            description="Where `utblick worker` answers /metrics and /health; 0: it does not listen",
        ),
    ] = 0
    disk_full_percent: Annotated[
        int, Field(ge=1, le=100, description="From how full on a disk is shown as red")
    ] = 80


class SecuritySettings(Part):
    """What security.txt (RFC 9116) says; it is served once there is a contact and until it expires."""

    contact: Annotated[
        tuple[str, ...],
        Field(description="Whom to tell of weaknesses: mailto:…, https://… or tel:…, the best way first"),
    ] = ()
    expires: Annotated[
        datetime | None, Field(description="Until when that holds, as in 2027-06-30T00:00:00Z")
    ] = None
    policy: Annotated[str, Field(description="Address of the page that says how reports are treated")] = ""

    @field_validator("contact")
    @classmethod
    def _known_ways(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            if not re.fullmatch(r"(mailto:|https://|tel:)\S+", one):
                raise ValueError("a contact begins with mailto:, https:// or tel: and has no blanks")
        return value

    @field_validator("policy")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if value and not re.fullmatch(r"https://\S+", value):
            raise ValueError("not an address that begins with https://")
        return value

    @field_validator("expires")
    @classmethod
    def _in_a_zone(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class BlueprintSettings(Part):
    signers: Annotated[
        dict[str, str],
        Field(description="Whose blueprints are trusted: a name and the public key, ed25519:…, of each"),
    ] = {}

    @field_validator("signers")
    @classmethod
    def _known_keys(cls, value: dict[str, str]) -> dict[str, str]:
        for name, key in value.items():
            if not _PUBLIC_KEY.fullmatch(key):
                raise ValueError(f"{name} is not a public key as `utblick blueprint key` prints it")
        return value


def _unnamed(_keys: tuple[str, ...]) -> str:
    return "settings"


class Settings(Part):
    """Everything that an installation can be told."""

    municipality: Municipality = Municipality()
    plugins: tuple[str, ...] = (
        "export_deals",
        "tendering",
        "evaluation",
        "twinning",
        "university_node",
        "partnerships",
        "seminars",
        "dissemination",
    )
    plugin: Annotated[
        dict[str, dict[str, Any]], Field(description="One table for each plugin's own settings")
    ] = {}
    data_folder: Path = Path("var")
    environment: Literal["development", "production"] = "development"
    strict: Annotated[
        bool, Field(description="A plugin that fails stops the start instead of being set aside")
    ] = False
    database: DatabaseSettings = DatabaseSettings()
    bus: BusSettings = BusSettings()
    county: CountySettings = CountySettings()
    mail: MailSettings = MailSettings()
    sign_in: SignInSettings = SignInSettings()
    web: WebSettings = WebSettings()
    money: MoneySettings = MoneySettings()
    imports: ImportSettings = ImportSettings()
    backup: BackupSettings = BackupSettings()
    observe: ObserveSettings = ObserveSettings()
    blueprints: BlueprintSettings = BlueprintSettings()
    security: SecuritySettings = SecuritySettings()

    _source: Callable[[tuple[str, ...]], str] = PrivateAttr(default_factory=lambda: _unnamed)
    """Where a key was written: the file's name, or the environment."""

    @model_validator(mode="after")
    def _no_plugin_twice(self) -> Self:
        twice = {name for name in self.plugins if self.plugins.count(name) > 1}
        if twice:
            raise ValueError(f"plugins names {', '.join(sorted(twice))} twice")
        return self

    def source_of(self, *keys: str) -> str:
        """Where a setting was written, for who has to correct it."""
        return self._source(keys)

    @property
    def database_url(self) -> str:
        return self.database.url or f"sqlite:///{(self.data_folder / 'utblick.db').resolve()}"

    @property
    def public_url(self) -> str:
        return (self.web.public_url or f"http://{self.web.host}:{self.web.port}").rstrip("/")
