"""A register is brought in once, in steps that can be taken up again, and can be taken back."""

from pathlib import Path

import pytest
from sqlmodel import func, select

from utblick.identity.models import Identifier, Membership, Organisation, Person
from utblick.identity.registers.imports import running, staging
from utblick.identity.registers.imports.models import Import, ImportRow

REGISTERS = Path(__file__).parents[2] / "data" / "registers"
HEADER = "Namn;Org.nr;Ort;Kontaktperson;E-post;Mobil;Antal anställda;Anteckning"


@pytest.fixture
def plugins():
    return ()


def upload(platform, source, mapping=None):
    path = source if isinstance(source, Path) else None
    with platform.write() as ctx:
        if path is None:
            from io import BytesIO

            row = staging.receive(ctx, "register.csv", BytesIO(source.encode()))
        else:
            with path.open("rb") as file:
                row = staging.receive(ctx, path.name, file)
        staging.choose_columns(ctx, row, mapping or {})
    running.work(platform, row.id)
    return row.id


def run(platform, import_id):
    with platform.write() as ctx:
        running.ask_to_run(ctx, staging.found(ctx, import_id))
    running.work(platform, import_id)


def undo(platform, import_id):
    with platform.write() as ctx:
        running.ask_to_undo(ctx, staging.found(ctx, import_id))
    running.work(platform, import_id)


def imported(platform, source):
    import_id = upload(platform, source)
    run(platform, import_id)
    return import_id


def job(platform, import_id):
    with platform.read() as ctx:
        return staging.found(ctx, import_id)


def count(platform, model):
    with platform.read() as ctx:
        return ctx.session.exec(select(func.count()).select_from(model)).one()


def organisation(platform, name):
    with platform.read() as ctx:
        return ctx.session.exec(select(Organisation).where(Organisation.name == name)).one()


@pytest.mark.parametrize(
    ("file", "created"),
    [("foretagsregister_utf8bom.csv", 160), ("foretagsregister_windows1252.csv", 124), ("foretagsregister.xlsx", 250)],
)
def test_every_organisation_of_a_register_is_brought_in_once(platform, file, created):
    import_id = imported(platform, REGISTERS / file)

    done = job(platform, import_id)
    assert (done.state, done.error, done.counts["created"]) == ("done", "", created)
    assert count(platform, Organisation) == created


def test_importing_the_same_file_again_adds_nothing(platform):
    imported(platform, REGISTERS / FILE)
    people = count(platform, Person)

    again = imported(platform, REGISTERS / FILE)

    assert job(platform, again).counts["new"] == 0
    assert (count(platform, Organisation), count(platform, Person)) == (160, people)


FILE = "foretagsregister_utf8bom.csv"
