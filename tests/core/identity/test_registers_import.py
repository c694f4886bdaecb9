"""A register is brought in once, in steps that can be taken up again, and can be taken back."""

import json
import time
from io import BytesIO
from pathlib import Path

import pytest
from sqlmodel import func, select

from utblick.identity import service
from utblick.identity.models import Identifier, Membership, Organisation, Person
from utblick.identity.registers.imports import applying, running, staging
from utblick.identity.registers.imports.models import ImportRow
from utblick.records.models import Change

REGISTERS = Path(__file__).parents[2] / "data" / "registers"
FILE = "foretagsregister_utf8bom.csv"
HEADER = "Namn;Org.nr;Ort;Kontaktperson;E-post;Mobil;Antal anställda;Anteckning"


@pytest.fixture
def plugins():
    return ()


def upload(platform, source, mapping=None):
    path = source if isinstance(source, Path) else None
    with platform.write() as ctx:
        if path is None:
            row = staging.receive(ctx, "register.csv", BytesIO(source.encode()))
        else:
            with path.open("rb") as file:
                row = staging.receive(ctx, path.name, file)
        staging.choose_columns(ctx, row, mapping or {})
    running.IMPORTS.perform(platform, row.id)
    return row.id


def run(platform, import_id):
    with platform.write() as ctx:
        running.ask_to_run(ctx, staging.found(ctx, import_id))
    running.IMPORTS.perform(platform, import_id)


def undo(platform, import_id):
    with platform.write() as ctx:
        running.ask_to_undo(ctx, staging.found(ctx, import_id))
    running.IMPORTS.perform(platform, import_id)


def imported(platform, source):
    import_id = upload(platform, source)
    run(platform, import_id)
    return import_id


def job(platform, import_id):
    with platform.read() as ctx:
        return staging.found(ctx, import_id)


def rows(platform, import_id):
    with platform.read() as ctx:
        wanted = select(ImportRow).where(ImportRow.import_id == import_id).order_by(ImportRow.row)
        return ctx.session.exec(wanted).all()


def wait_until(true, within=30):
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.05)


def count(platform, model):
    with platform.read() as ctx:
        return ctx.session.exec(select(func.count()).select_from(model)).one()


def organisation(platform, name):
    with platform.read() as ctx:
        return ctx.session.exec(select(Organisation).where(Organisation.name == name)).one()


@pytest.mark.parametrize(
    ("file", "created"),
    [
        ("foretagsregister_utf8bom.csv", 160),
        ("foretagsregister_windows1252.csv", 124),
        ("foretagsregister.xlsx", 250),
    ],
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


def test_an_organisation_held_gets_what_it_lacks_and_keeps_what_it_has(platform):
    with platform.write() as ctx:
        ctx.organisations.register("Exempel Såg AB", orgnr="559980-0017", town="Bergsjö")

    import_id = imported(
        platform, f"{HEADER}\nExempel Såg & Hyvleri AB;5599800017;Gnarp;;info@a.example;;12;Ny\n"
    )

    held = organisation(platform, "Exempel Såg AB")
    assert (held.town, held.email, held.employees, held.size_class, held.note) == (
        "Bergsjö", "info@a.example", 12, "small", "Ny"
    )  # fmt: skip
    (row,) = rows(platform, import_id)
    assert row.outcome == "updated"
    assert [p["code"] for p in row.problems] == ["kept", "kept"]


def test_what_nobody_decided_about_is_left_out_with_all_its_later_rows(platform):
    with platform.write() as ctx:
        ctx.organisations.register("Exempel Bageri", town="Gnarp")
    line = "Exempel Bageri;;Gnarp;;info@exempel-bageri.example;;;\n"

    import_id = imported(platform, f"{HEADER}\n{line}{line}")

    assert [row.outcome for row in rows(platform, import_id)] == ["skipped", "skipped"]
    assert count(platform, Organisation) == 1


def test_contact_persons_come_along_once_and_with_their_legal_basis(platform):
    line = "Exempel Såg AB;559980-0017;Gnarp;Anna Exempel;anna@a.example;070-174 06 05;;\n"
    imported(platform, f"{HEADER}\n{line}Exempel Såg;;Gnarp;ANNA EXEMPEL;anna@a.example;;;\n")
    imported(platform, f"{HEADER}\n{line}")

    with platform.read() as ctx:
        (person,) = ctx.session.exec(select(Person)).all()
        (place,) = ctx.session.exec(select(Membership)).all()
    assert (person.name, person.email, person.legal_basis) == (
        "Anna Exempel",
        "anna@a.example",
        "public_interest",
    )
    assert (place.is_main, place.phone) == (True, "+46 70 174 06 05")


def test_every_new_organisation_is_told_of_and_so_is_the_end(platform, published):
    imported(platform, f"{HEADER}\nA AB;559980-0017;;;;;;\nB AB;559980-0033;;;;;;\n")

    told = [(name, data.get("created")) for name, data in published()]

    assert told == [
        ("core.organisation.registered", None), ("core.organisation.registered", None), ("core.import.finished", 2),
    ]  # fmt: skip


def test_what_was_brought_in_is_found_by_search_and_has_a_history(platform):
    from utblick.context import Actor
    from utblick.search.find import find

    imported(platform, f"{HEADER}\nExempel Såg AB;559980-0017;Gnarp;;;;;\n")
    with platform.read(Actor("user", None, "", frozenset("*"))) as ctx:
        hits = [hit.name for group in find(ctx, "exempel såg") for hit in group.hits]
        changes = ctx.session.execute(select(Change.kind, Change.action)).all()

    assert hits == ["Exempel Såg AB"]
    assert changes == [("organisation", "created")]


def test_a_number_that_is_not_valid_stands_in_the_note_for_a_person_to_mend(platform):
    imported(platform, f"{HEADER}\nExempel Såg AB;559980-0018;Gnarp;;;;10-19;\n")

    held = organisation(platform, "Exempel Såg AB")

    assert (held.orgnr, held.size_class) == (None, "small")
    assert "559980-0018" in held.note
    assert "Antal anställda: 10-19" in held.note


def test_no_personal_number_is_anywhere_in_the_database(platform, settings):
    imported(platform, REGISTERS / FILE)
    with platform.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    stored = b"".join(path.read_bytes() for path in settings.data_folder.rglob("*") if path.is_file())

    for number in (b"121212-1212", b"189001019802", b"1212121212"):
        assert number not in stored


def test_an_import_that_was_broken_off_goes_on_where_it_was_and_doubles_nothing(platform, monkeypatch):
    import_id = upload(platform, REGISTERS / FILE)
    monkeypatch.setattr(applying, "BATCH", 50)
    with platform.write() as ctx:
        running.ask_to_run(ctx, staging.found(ctx, import_id))
    applying._apply_batch(platform, import_id)  # the process dies here, after its first commit
    assert 0 < count(platform, Organisation) < 60

    running.IMPORTS.perform(platform, import_id)

    assert job(platform, import_id).leased_until is not None, "nobody else may take it while the lease lasts"
    with platform.write() as ctx:
        staging.found(ctx, import_id).leased_until = None
    running.IMPORTS.perform(platform, import_id)
    assert job(platform, import_id).state == "done"
    assert count(platform, Organisation) == 160


def test_interrupted_work_is_taken_up_by_the_job(platform):
    import_id = upload(platform, f"{HEADER}\nExempel Såg AB;559980-0017;;;;;;\n")
    with platform.write() as ctx:
        running.ask_to_run(ctx, staging.found(ctx, import_id))
    with platform.write() as ctx:
        running.take_up(ctx)

    wait_until(lambda: job(platform, import_id).state == "done")


def test_undo_takes_back_everything_the_import_did(platform, published):
    with platform.write() as ctx:
        ctx.organisations.register("Exempel Bageri AB", orgnr="559980-0033")
    import_id = imported(
        platform,
        f"{HEADER}\nExempel Såg AB;559980-0017;Gnarp;Anna Exempel;;;;\nExempel Bageri AB;559980-0033;Gnarp;Bo Exempel;;;7;\n",
    )

    undo(platform, import_id)

    assert job(platform, import_id).counts["undone"] == 2
    assert [count(platform, model) for model in (Organisation, Person, Membership)] == [1, 0, 0]
    held = organisation(platform, "Exempel Bageri AB")
    assert (held.town, held.employees, held.size_class) == ("", None, "")
    assert [name for name, _data in published()][-2:] == ["core.organisation.withdrawn", "core.import.undone"]


def test_undo_leaves_what_somebody_has_changed_since_and_says_which(platform):
    import_id = imported(
        platform, f"{HEADER}\nExempel Såg AB;559980-0017;;;;;;\nExempel Bageri AB;559980-0033;;;;;;\n"
    )
    with platform.write() as ctx:
        held = ctx.organisations.find(orgnr="559980-0017")
        service.change_organisation(ctx, held, {"town": "Gnarp"})

    undo(platform, import_id)

    assert [(row.name, row.outcome) for row in rows(platform, import_id)] == [
        ("Exempel Såg AB", "left"), ("Exempel Bageri AB", "undone"),
    ]  # fmt: skip
    assert rows(platform, import_id)[0].problems[-1]["code"] == "not_undone"
    assert count(platform, Organisation) == 1


def test_undo_leaves_an_organisation_that_something_else_belongs_to(platform):
    import_id = imported(
        platform, f"{HEADER}\nExempel Såg AB;559980-0017;;;;;;\nExempel Bageri AB;559980-0033;;;;;;\n"
    )
    with platform.write() as ctx:
        first, second = (ctx.organisations.find(orgnr=number) for number in ("559980-0017", "559980-0033"))
        service.relate(ctx, first.id, second.id, kind="owns")

    undo(platform, import_id)

    assert {row.outcome for row in rows(platform, import_id)} == {"left"}
    assert count(platform, Organisation) == 2


def test_after_an_undo_the_same_file_can_be_imported_again(platform):
    undo(platform, imported(platform, REGISTERS / FILE))
    assert (count(platform, Organisation), count(platform, Person), count(platform, Identifier)) == (0, 0, 0)

    imported(platform, REGISTERS / FILE)

    assert count(platform, Organisation) == 160


def test_the_whole_way_also_holds_on_postgresql(platform_on):
    import_id = imported(platform_on, REGISTERS / FILE)
    assert count(platform_on, Organisation) == 160

    undo(platform_on, import_id)

    assert count(platform_on, Organisation) == 0


def test_the_command_says_what_it_would_do_and_then_does_it(cli, platform):
    looked = cli("import", "organisations", str(REGISTERS / FILE), "--dry-run", "--json")
    assert looked.returncode == 0, looked.stderr
    assert json.loads(looked.stdout)["new"] == 160
    assert count(platform, Organisation) == 0

    done = cli("import", "organisations", str(REGISTERS / FILE))

    assert done.returncode == 0, done.stderr
    assert "created 160" in done.stdout
    assert count(platform, Organisation) == 160


def test_the_command_refuses_what_is_no_register_with_a_sentence(cli, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"")

    refused = cli("import", "organisations", str(tmp_path / "x.csv"), "--dry-run")

    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
