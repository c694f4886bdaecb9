"""What an archive is, and every way in which one is turned down before anything is changed."""

import hashlib
import json
import re
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, text

import utblick
from utblick.backup.creating import create
from utblick.backup.layout import BrokenArchive
from utblick.backup.reading import verify
from utblick.backup.restoring import Wishes, restore
from utblick.bus.lease import Leases
from utblick.cli.main import cli as cli_of_the_program
from utblick.db.migrate import move
from utblick.db.versions import owners
from utblick.errors import Conflict

OLDER = "core_0005"
HEAD = "core_" + max(
    file.name[:4] for file in (Path(utblick.__file__).parent / "migrations/versions").glob("0*")
)
"""Where the tables of the core are."""


def tell(*_far):
    """Nobody listens."""


def changed(archive, change):
    """The same archive with other members: `change` is given name and content, and gives the content or None."""
    made = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return made


def manifest_with(**values):
    def change(name, content):
        return json.dumps(json.loads(content) | values) if name == "manifest.json" else content

    return change


def names_in(platform):
    with platform.database.engine.connect() as connection:
        return list(connection.execute(text("SELECT name FROM core_organisation ORDER BY name")).scalars())


def test_the_archive_is_its_owners_alone_and_is_read_without_the_program(archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as held:
        manifest = json.loads(held.read("manifest.json"))
        rows = [json.loads(line) for line in held.read("tables/core_organisation.jsonl").splitlines()]
        (file,) = [name for name in held.namelist() if name.startswith("files/")]
        assert held.read(file) == b"plan"
        assert "secret.key" in held.namelist()
        assert b"It holds personal data" in held.read("README.txt")
    assert [row["name"] for row in rows] == ["Exempel Snickeri AB"]
    assert manifest["tables"]["core_organisation"]["rows"] == 1
    assert manifest["owners"]["core"] == [HEAD]
    assert list(archive.parent.glob("*.new*")) == []


def test_what_the_settings_hold_of_other_systems_does_not_go_in(platform, tmp_path):
    secrets = {"password": "hemligt-losenord", "host": "smtp.example"}
    mail = type(platform.settings.mail)(**secrets)
    platform.settings = platform.settings.model_copy(update={"mail": mail})

    create(platform, tmp_path / "backup.zip", tell=tell)

    with zipfile.ZipFile(tmp_path / "backup.zip") as held:
        said = held.read("settings.json").decode()
    assert "smtp.example" in said
    assert "hemligt-losenord" not in said
    assert "utblick.db" not in said


def test_a_restored_installation_has_the_rows_the_files_and_the_key(platform, archive, elsewhere):
    there = elsewhere()

    manifest = restore(there, archive, Wishes(), tell=tell)

    assert names_in(there) == ["Exempel Snickeri AB"]
    key = platform.settings.data_folder / "secret.key"
    assert (there.settings.data_folder / "secret.key").read_bytes() == key.read_bytes()
    files = [path.read_bytes() for path in there.files_folder.rglob("*") if path.is_file()]
    assert files == [b"plan"]
    assert manifest.rows == verify(archive, tell=tell).rows


@pytest.mark.postgres
def test_an_archive_goes_from_one_engine_to_the_other_and_back(
    platform, archive, elsewhere, standing, settings, tmp_path
):
    with standing.on_postgres(settings.model_copy(update={"data_folder": tmp_path / "pg"})) as postgres:
        restore(postgres, archive, Wishes(), tell=tell)
        with postgres.write() as ctx:  # numbers go on behind those that were put back
            ctx.organisations.register(name="Efter Provet AB", kind="company", country="SE")
        create(postgres, tmp_path / "from-postgres.zip", tell=tell)
    back = elsewhere()

    restore(back, tmp_path / "from-postgres.zip", Wishes(), tell=tell)

    assert names_in(back) == ["Efter Provet AB", "Exempel Snickeri AB"]
    for table in ("core_organisation", "core_event", "core_change", "core_file"):
        query = text(f"SELECT * FROM {table} ORDER BY 1")
        with platform.database.engine.connect() as one, back.database.engine.connect() as other:
            rows, again = list(one.execute(query)), list(other.execute(query))
        assert [row for row in again if row in rows] == rows


def test_an_older_archive_is_brought_up_to_the_code(archive, elsewhere):
    before = elsewhere()
    core = next(owner for owner in owners(before.registry) if owner.name == "core")
    with before.database.alter() as connection:
        move(connection, core, OLDER)
        connection.commit()
        look = inspect(connection)
        then = {name: {one["name"] for one in look.get_columns(name)} for name in look.get_table_names()}

    def known(table, said):
        return {name: value for name, value in said.items() if name in then[table]}

    def older(name, content):
        if name == "manifest.json":
            said = json.loads(content)
            said["owners"]["core"] = [OLDER]
            said["tables"] = {table: held for table, held in said["tables"].items() if table in then}
            for table, held in said["tables"].items():
                held["columns"] = known(table, held["columns"])
                rows = rows_of(table)
                said["members"][f"tables/{table}.jsonl"] = {
                    "bytes": len(rows),
                    "sha256": hashlib.sha256(rows).hexdigest(),
                }
            later = [one for one in said["members"] if one.startswith("tables/") and one[7:-6] not in then]
            for member in later:
                del said["members"][member]
            return json.dumps(said)
        if not name.startswith("tables/"):
            return content
        return rows_of(name[7:-6]) if name[7:-6] in then else None

    def rows_of(table):
        with zipfile.ZipFile(archive) as held:
            lines = held.read(f"tables/{table}.jsonl").splitlines()
        return b"".join(json.dumps(known(table, json.loads(line))).encode() + b"\n" for line in lines)

    there = elsewhere()
    restore(there, changed(archive, older), Wishes(), tell=tell)

    with there.database.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_core")).scalar_one() == HEAD
    assert names_in(there) == ["Exempel Snickeri AB"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (manifest_with(owners={"core": ["core_9999"]}), "newer than the code here.*core_9999.*Utblick 0.1.0"),
        (manifest_with(format=2), "made by a newer version of Utblick"),
        (manifest_with(municipality="0180"), "of municipality 0180.*settings say 2132.*municipality.code"),
        (
            manifest_with(owners={"core": [HEAD], "gone": ["gone_0001"]}),
            "data of gone.*--without gone",
        ),
    ],
    ids=["newer tables", "newer layout", "another municipality", "a plugin that is not here"],
)
def test_an_archive_that_does_not_fit_is_refused_with_what_to_do(archive, elsewhere, change, said):
    there = elsewhere()

    with pytest.raises(Conflict, match=said):
        restore(there, changed(archive, change), Wishes(), tell=tell)

    assert not (there.settings.data_folder / "secret.key").exists()


def damaged(archive):
    raw = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as held:
        info = held.getinfo("tables/core_event.jsonl")
    raw[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 255
    archive.write_bytes(raw)
    return archive


def cut(archive):
    archive.write_bytes(archive.read_bytes()[:-200])
    return archive


BROKEN = {
    "cut short": cut,
    "one byte another": damaged,
    "no archive": lambda archive: archive.write_bytes(b"no zip") and archive,
    "a row missing": lambda archive: changed(
        archive, lambda name, content: b"" if name == "tables/core_event.jsonl" else content
    ),
    "a member missing": lambda archive: changed(
        archive, lambda name, content: None if name == "tables/core_event.jsonl" else content
    ),
    "no manifest": lambda archive: changed(
        archive, lambda name, content: None if name == "manifest.json" else content
    ),
    "a manifest of something else": lambda archive: changed(
        archive, lambda name, content: b"[]" if name == "manifest.json" else content
    ),
}


@pytest.mark.parametrize("breaking", BROKEN.values(), ids=BROKEN)
def test_a_broken_archive_is_refused_before_anything_is_changed(archive, platform, breaking):
    file = breaking(archive)

    with pytest.raises(BrokenArchive, match="cannot be used.*Nothing was changed"):
        verify(file, tell=tell)
    with pytest.raises(BrokenArchive):
        restore(platform, file, Wishes(replace=True), tell=tell)

    assert names_in(platform) == ["Exempel Snickeri AB"]


def test_an_installation_with_data_is_replaced_only_when_that_is_asked_for(platform, archive, register):
    register("Nyare Exempel AB")

    with pytest.raises(Conflict, match="something in this installation already.*--replace"):
        restore(platform, archive, Wishes(), tell=tell)
    assert names_in(platform) == ["Exempel Snickeri AB", "Nyare Exempel AB"]

    restore(platform, archive, Wishes(replace=True), tell=tell)

    assert names_in(platform) == ["Exempel Snickeri AB"]


def test_a_restore_that_fails_half_way_leaves_everything_as_it_was(platform, archive, register):
    register("Nyare Exempel AB")

    def other_column(name, content):
        if name != "manifest.json":
            return content
        said = json.loads(content)
        said["tables"]["core_organisation"]["columns"]["of_another_program"] = "text"
        return json.dumps(said)

    with pytest.raises(Conflict, match="no column of_another_program"):
        restore(platform, changed(archive, other_column), Wishes(replace=True), tell=tell)

    assert names_in(platform) == ["Exempel Snickeri AB", "Nyare Exempel AB"]
    with platform.database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM core_search")).scalar_one() == 2


def test_nothing_is_put_back_beside_processes_that_run(platform, archive):
    running = Leases(platform.database, platform.settings.data_folder / "bus")
    running.take("relay")

    with pytest.raises(Conflict, match="Stop all of its processes"):
        restore(platform, archive, Wishes(replace=True), tell=tell)

    running.release()


def test_writers_do_not_wait_and_the_archive_holds_one_moment(platform, register, tmp_path):
    """A writer between any two steps of the copy: whole transactions are in, or out."""
    before = [register(f"Exempel {n:03}", content=b"%d" % n) for n in range(20)]
    count = iter(range(20, 60))

    def write_meanwhile(step, _done, _of):
        if step in {"copy", "tables"} and (n := next(count, None)) is not None:
            register(f"Exempel {n:03}", content=b"%d" % n)

    manifest = create(platform, tmp_path / "backup.zip", tell=write_meanwhile)

    held = {name: contents.rows for name, contents in manifest.tables.items()}
    assert len(before) == 20 and names_in(platform)[-1] == "Exempel 059"
    assert 20 <= held["core_organisation"] < 60
    assert held["core_file"] == held["core_search"] == held["core_organisation"] == manifest.files
    assert manifest.missing_files == ()


def test_the_command_creates_verifies_and_restores(cli, platform, register, tmp_path):
    register("Exempel Snickeri AB")
    made = cli("backup", "create")
    (file,) = (platform.settings.data_folder / "backups").glob("*.zip")
    assert (made.returncode, made.stderr) == (0, "")
    assert re.search(r"1 files\.\nIt holds personal data", made.stdout)

    seen = CliRunner().invoke(cli_of_the_program, ["backup", "verify", str(file)])
    back = cli("backup", "restore", str(file), environment={"UTBLICK_DATA_FOLDER": str(tmp_path / "other")})

    assert (seen.exit_code, back.returncode) == (0, 0)
    assert "is whole" in seen.stdout and HEAD in seen.stdout
    assert back.stdout.startswith("Put back: ")
    with sqlite3.connect(tmp_path / "other" / "utblick.db") as look:
        assert look.execute("SELECT name FROM core_organisation").fetchall() == [("Exempel Snickeri AB",)]
    with platform.database.engine.connect() as connection:
        runs = connection.execute(text("SELECT ok FROM core_job_run WHERE name = 'core.backup'")).scalars()
        assert list(runs) == [1]


def test_an_archive_never_takes_the_place_of_another(platform, archive):
    before = archive.read_bytes()

    with pytest.raises(Conflict, match="is there already"):
        create(platform, archive, tell=tell)

    assert archive.read_bytes() == before
