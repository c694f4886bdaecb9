"""Files: kept by what they hold, named safely, never run, and gone when they are removed."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from sqlmodel import select

from utblick.records.file_kinds import safe_name
from utblick.records.files import sweep
from utblick.records.models import StoredFile

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture
def platform(yard):
    return yard


@pytest.fixture
def files(platform):
    def read():
        with platform.read() as ctx:
            return list(ctx.session.exec(select(StoredFile).order_by(StoredFile.id)))

    return read


@pytest.fixture
def send(client, boat):
    boat_id = boat()

    def submit(*named, **data):
        several = [("file", (name, io.BytesIO(content), kind)) for name, content, kind in named]
        return client.submit(f"/records/yard/boat/{boat_id}/files", data, files=several)

    return submit


def test_a_file_comes_back_as_it_was(client, send, files):
    answer = send(("ritning.png", PNG, "text/html"))

    assert answer.status_code == 303
    (file,) = files()
    got = client.get(f"/files/{file.id}")
    assert (got.content, got.headers["content-type"], got.headers["x-content-type-options"]) == (
        PNG,
        "image/png",
        "nosniff",
    )
    assert got.headers["content-disposition"].startswith("inline")
    assert "ritning.png" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("sida.html", b"<script>alert(1)</script>", "application/octet-stream"),
        ("bild.svg", b"<svg onload='alert(1)'/>", "application/octet-stream"),
        ("lista.csv", "Namn;Ort\nSåg;Bergsjö".encode(), "text/csv; charset=utf-8"),
        ("program.exe", b"MZ\x90\x00", "application/octet-stream"),
        ("lista.txt", b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_what_a_browser_could_run_is_only_saved(client, send, files, name, content, kind):
    send((name, content, "text/html"))

    got = client.get(f"/files/{files()[0].id}")

    assert got.headers["content-type"] == kind
    assert got.headers["content-disposition"].startswith("attachment")


def test_office_files_are_known_by_what_is_inside(send, files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")

    send(("bok.xlsx", packed.getvalue(), ""))

    assert files()[0].media_type.endswith("spreadsheetml.sheet")


def test_several_files_come_together_or_not_at_all(send, files):
    answer = send(("en.txt", b"ett", ""), ("tom.txt", b"", ""))

    assert answer.status_code == 422
    assert "en.txt" in answer.text
    assert files() == []


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"web": settings.web.model_copy(update={"upload_mb": 1})})


def test_a_file_over_the_limit_is_refused_with_the_limit(send, files):
    answer = send(("stor.bin", b"0" * 1_000_001, ""))

    assert answer.status_code == 413
    assert "stor.bin" in answer.text
    assert files() == []


def test_a_form_without_a_file_says_so(send, files):
    assert send().status_code == 422
    assert files() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Mina dokument\\avtal.pdf", "avtal.pdf"),
        ("rad\nbrytning\x00.pdf", "radbrytning.pdf"),
        ("gnp\u202efdp.exe", "gnpfdp.exe"),
        ("", "file"),
        ("...", "file"),
        ("å" * 300 + ".pdf", "å" * 180 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, kept):
    assert safe_name(given) == kept


def test_a_removed_file_is_gone_and_leaves_a_trace(platform, client, send, files):
    page = send(("avtal.pdf", b"%PDF-1.7 x", "")).headers["location"]
    (file,) = files()

    assert client.get(f"/files/{file.id}/remove").status_code == 200
    client.submit(f"/files/{file.id}/remove")

    assert client.get(f"/files/{file.id}").status_code == 410
    assert "avtal.pdf" in client.get(page).text
    stored = platform.files_folder / file.sha256[:2] / file.sha256
    with platform.write() as ctx:
        old = (ctx.now - timedelta(hours=2)).timestamp()
        os.utime(stored, (old, old))
        sweep(ctx)
    assert not stored.exists()


def test_bytes_that_another_record_has_too_are_kept(platform, client, send, files):
    send(("a.txt", b"samma", ""))
    send(("b.txt", b"samma", ""))
    first, second = files()
    client.submit(f"/files/{first.id}/remove")
    stored = platform.files_folder / first.sha256[:2] / first.sha256
    with platform.write() as ctx:
        old = (ctx.now - timedelta(hours=2)).timestamp()
        os.utime(stored, (old, old))
        sweep(ctx)

    assert client.get(f"/files/{second.id}").content == b"samma"


def test_who_may_not_see_the_record_gets_no_file(client_as, send, files):
    send(("avtal.pdf", b"%PDF-1.7 x", ""))

    assert client_as("reader").get(f"/files/{files()[0].id}").status_code == 403
