"""How an archive is laid out: a zip file of JSON lines and files, with a manifest that says what is in it."""

import re
from datetime import datetime
from pathlib import Path

import msgspec

from utblick.errors import UtblickError
from utblick.i18n import Msg, _

FORMAT = 1
RUN = "core.backup"
"""The name under which each backup stands in the log of runs."""
MANIFEST = "manifest.json"
README = "README.txt"
SETTINGS = "settings.json"
KEY = "secret.key"
TABLES, FILES, KEYS = "tables/", "files/", "keys/"
CARRIED = ("blueprint.key", "bus/county.key")
"""Keys in the data folder by which others know this installation: without them it is a stranger."""
_BY_SUM = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{64}")

EXPLANATION = """This is a backup of an installation of Utblick. It can be read without the program.

manifest.json   what is here: the version of Utblick, how far the migrations of each owner of tables had
                come, and for each table its rows and the kinds of its columns; for each member of this
                archive its size and its SHA-256
tables/*.jsonl  one row of the table on each line, as a JSON object; a column that is missing is NULL.
                uuid, date and instant are texts as in ISO 8601, bytes are base64, amounts are texts
                core_event is the event log: what has happened, in its order
files/          what was added to records, each file under the SHA-256 of its content;
                core_file says how it is called and what it belongs to; beside them uploads
                that waited to be read, under their own names
settings.json   what the installation was told, without passwords, keys and addresses that hold them
secret.key      what second factors and links were sealed with, unless the settings hold the key
keys/           what blueprints are signed with, and the county's server knows this installation by

Put it back with: utblick backup restore FILE
It holds personal data, and keys: keep it as safe as the database.
"""


class BrokenArchive(UtblickError):
    """The archive is not whole, or not an archive."""

    title = _("The backup cannot be used")

    def __init__(self, file: Path, what: Msg) -> None:
        super().__init__(
            _(
                "{file} cannot be used: {what} Nothing was changed. Take another backup, or copy this one "
                "anew from where it is kept.",
                file=str(file),
                what=what,
            )
        )


class Contents(msgspec.Struct, frozen=True):
    """What the archive holds of one table."""

    owner: str
    rows: int
    columns: dict[str, str]


class Member(msgspec.Struct, frozen=True):
    """One file within the archive."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What the archive says of itself. `key` tells keys apart and gives none away."""

    format: int
    utblick: str
    made_at: datetime
    municipality: str
    engine: str
    plugins: tuple[str, ...]
    owners: dict[str, tuple[str, ...]]
    tables: dict[str, Contents]
    members: dict[str, Member]
    missing_files: tuple[str, ...]
    left_out: tuple[str, ...]
    key: str

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return sum(name.startswith(FILES) for name in self.members)


def is_by_sum(member: str) -> bool:
    """Whether a file lies under the SHA-256 of its content, as those of records do."""
    return _BY_SUM.fullmatch(member) is not None


def table_member(table: str) -> str:
    """Where a table's rows lie in the archive."""
    return f"{TABLES}{table}.jsonl"


def file_member(digest: str) -> str:
    """Where the file with this SHA-256 lies in the archive."""
    return f"{FILES}{digest[:2]}/{digest}"
