"""Taking in many notices: by upload, from a folder, on the command line; stopped, taken up, told of."""

import gzip
import io
import json
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from utblick_tendering.jobs.notices import ask_sources
from utblick_tendering.models import Intake, IntakeState, Notice, Source
from utblick_tendering.service import intakes
from utblick_tendering.service.intakes import INTAKES

NORDANSTIG = "S01_cn-standard_nordanstig.xml"


@pytest.fixture
def officer(client_as):
    return client_as("coordinator")


@pytest.fixture
def upload(officer, platform, monkeypatch):
    """Uploads files, and reads them at once in place of the background."""
    monkeypatch.setattr(type(INTAKES), "start", lambda *_given: None)

    def make(*files):
        answer = officer.submit("/tendering/intakes", files=[("file", one) for one in files])
        assert answer.status_code == 303, answer.text
        address = answer.headers["location"]
        INTAKES.perform(platform, intake_of(platform).id)
        return officer.get(address).text

    return make


def intake_of(platform):
    with platform.read() as ctx:
        return ctx.session.exec(select(Intake).order_by(Intake.asked_at.desc())).first()


def held(platform):
    with platform.read() as ctx:
        return len(ctx.session.exec(select(Notice.id)).all())


def test_several_files_are_taken_in_and_what_cannot_be_read_says_why(upload, officer, notices, platform):
    packed = gzip.compress((notices / "S02_cn-standard_hudiksvall.xml").read_bytes())
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.write(notices / "S03_cn-standard_ljusdal.xml", "mapp/S03.xml")
        made.writestr("fel.xml", "<html/>")

    page = upload(
        ("a.xml", (notices / NORDANSTIG).read_bytes()),
        ("b.xml.gz", packed),
        ("c.zip", archive.getvalue()),
        ("=d.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    )

    done = intake_of(platform)
    assert (done.state, done.new, done.refused, done.done, done.total) == ("done", 3, 2, 5, 5)
    assert "fel.xml" in page
    assert "DOCTYPE" in page
    report = officer.get(f"/tendering/intakes/{done.id}/problems.csv").content.decode("utf-8-sig")
    assert report.splitlines()[0] == "Fil;Varför den inte togs in"
    assert len(report.splitlines()) == 3
    assert not list((platform.files_folder / "tendering").iterdir())


def test_uploading_nothing_is_refused_and_readers_may_not_upload(officer, client_as):
    assert officer.submit("/tendering/intakes").status_code == 422
    assert client_as("reader").get("/tendering/intakes").status_code == 403


def test_a_stopped_taking_in_goes_on_where_it_was(officer, notices, platform, tmp_path, monkeypatch):
    monkeypatch.setattr(intakes, "BATCH", 4)
    folder = tmp_path / "annonser"
    shutil.copytree(notices, folder, ignore=shutil.ignore_patterns("eforms", "ted", "*.json", "*.md"))
    with platform.write() as ctx:
        intake = intakes.receive_path(ctx, folder)
    batches = []
    keep_batch = intakes._keep_batch

    def keep_and_stop(platform, actor, intake_id, batch):
        going = keep_batch(platform, actor, intake_id, batch)
        if going:
            batches.append([one.place for one in batch])
        if going and len(batches) == 2:
            assert officer.submit(f"/tendering/intakes/{intake_id}/stop").status_code == 303
        return going

    monkeypatch.setattr(intakes, "_keep_batch", keep_and_stop)
    INTAKES.perform(platform, intake.id)
    assert (intake_of(platform).state, held(platform)) == (IntakeState.STOPPED, 8)

    monkeypatch.setattr(type(INTAKES), "start", lambda *_given: None)
    assert officer.submit(f"/tendering/intakes/{intake.id}/go-on").status_code == 303
    INTAKES.perform(platform, intake.id)

    done = intake_of(platform)
    assert (done.state, done.new, done.same, done.done) == ("done", 15, 0, 15)
    assert [len(batch) for batch in batches] == [4, 4, 4, 3]
    assert len({place for batch in batches for place in batch}) == 15


def test_what_a_dead_worker_left_is_taken_up_by_the_job(notices, platform, monkeypatch):
    with platform.write() as ctx:
        intake = intakes.receive_path(ctx, notices / NORDANSTIG)
        intake.state = IntakeState.RUNNING
    started = []
    monkeypatch.setattr(type(INTAKES), "start", lambda _self, _platform, work_id: started.append(work_id))

    with platform.write() as ctx:
        assert INTAKES.take_up(ctx) == 1
    INTAKES.perform(platform, started[0])

    assert held(platform) == 1


def test_only_one_works_on_it(notices, platform):
    with platform.write() as ctx:
        intake = intakes.receive_path(ctx, notices)
    with ThreadPoolExecutor(2) as several:
        list(several.map(lambda _n: INTAKES.perform(platform, intake.id), range(2)))

    done = intake_of(platform)
    assert (done.state, done.done) == ("done", done.total)


def test_a_folder_is_asked_by_the_job_and_again_without_harm(officer, notices, platform, cli):
    folder = platform.settings.data_folder / "notices/inkorg"
    folder.mkdir(parents=True)
    shutil.copy(notices / NORDANSTIG, folder)
    form = {"title": "Inkorg", "kind": "folder", "address": "inkorg", "active": "1"}
    assert officer.submit("/tendering/sources/new", form).status_code == 303
    with platform.read() as ctx:
        source = ctx.session.exec(select(Source).where(Source.kind == "folder")).one()
        assert str(ask_sources(ctx)) == "1 source was asked."
    with platform.read() as ctx:
        assert ask_sources(ctx) is None
    asked = officer.submit(f"/tendering/sources/{source.id}/ask")
    assert asked.headers["location"].startswith("/tendering/intakes/")
    INTAKES.perform(platform, intake_of(platform).id)

    assert held(platform) == 1
    box = officer.get(f"/panels/tendering.source_intakes/{source.id}").text
    assert box.count("/tendering/intakes/") == 2


@pytest.mark.parametrize(
    ("address", "error"), [("../../etc", "måste ligga under"), ("finns-inte", "finns inte")]
)
def test_a_folder_that_cannot_be_read_says_so_on_its_source(officer, platform, address, error):
    form = {"title": "Inkorg", "kind": "folder", "address": address, "active": "1"}
    officer.submit("/tendering/sources/new", form)
    with platform.read() as ctx:
        ask_sources(ctx)

    with platform.read() as ctx:
        source = ctx.session.exec(select(Source).where(Source.kind == "folder")).one()
    assert error in source.error
    assert error in officer.get(f"/panels/tendering.source_intakes/{source.id}").text


def test_the_command_line_takes_in_as_an_upload_does(cli, notices, tmp_path):
    (tmp_path / "trasig.xml").write_bytes(b"<ContractNotice>")

    done = cli("tendering", "import", str(notices / NORDANSTIG), str(tmp_path), "--json")

    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["state"], first["new"], first["problems"]) == ("done", 1, [])
    assert (second["refused"], second["problems"][0]["file"]) == (1, "trasig.xml")
    again = cli("tendering", "import", str(notices / NORDANSTIG))
    assert (
        again.returncode,
        again.stdout.strip().endswith("0 new, 0 changed, 1 held already, 0 refused."),
    ) == (0, True)
