"""A coordinator brings a register in through the pages, sees everything first, and can take it back."""

import csv
import io
import re
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from utblick.access.models import AuditEntry

REGISTERS = Path(__file__).parents[2] / "data" / "registers"
START = "/organisations/import"
SMALL = "Namn;Org.nr;Ort\nExempel Såg AB;559980-0017;Gnarp\nExempel Bageri;;Gnarp\n;559980-0033;Gnarp\n"


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def coordinator(client_as):
    return client_as("coordinator")


def send(client, content, name="register.csv"):
    return client.post(
        START, data={"csrf_token": client.csrf, "_csrf": client.csrf}, files={"file": (name, content)}
    )


def uploaded(client, content, name="register.csv"):
    answer = send(client, content, name)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def settle(client, address):
    html = client.get(address).text
    headers = re.findall(r'name="header" value="([^"]*)"', html)
    fields = [chosen[0] if (chosen := re.findall(r'value="(\w+)" selected', part)) else ""
              for part in html.split('<select name="field"')[1:]]  # fmt: skip
    answer = client.post(
        f"{address}/columns", data={"_csrf": client.csrf, "header": headers, "field": fields}
    )
    assert answer.status_code == 303, answer.text
    return shown(client, address)


def shown(client, address, within=60):
    """The page of the import, once no work is under way."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        answer = client.get(f"{address}/progress", headers={"hx-request": "true"})
        if "hx-redirect" in answer.headers:
            return client.get(address).text
        time.sleep(0.05)
    raise AssertionError("the import is still at work")


def press(client, address, button):
    answer = client.post(f"{address}/{button}", data={"_csrf": client.csrf})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_register_is_brought_in_through_the_pages_and_taken_back(coordinator):
    address = uploaded(
        coordinator, (REGISTERS / "foretagsregister.xlsx").read_bytes(), "foretagsregister.xlsx"
    )

    preview = settle(coordinator, address)
    assert "Rönnmalm VVS-komponenter AB" in preview
    assert "19121212" not in preview
    press(coordinator, address, "run")
    result = shown(coordinator, address)
    assert '<p class="figure">250</p>' in result
    assert "Rönnmalm VVS-komponenter AB" in coordinator.get("/organisations?q=VVS-komponenter").text

    press(coordinator, address, "undo")
    assert '<p class="figure">320</p>' in shown(coordinator, address)
    assert "Rönnmalm VVS-komponenter AB" not in coordinator.get("/organisations").text


def test_the_file_is_gone_from_disk_when_its_rows_are_read(coordinator, settings):
    address = uploaded(coordinator, SMALL)
    folder = settings.data_folder / "files" / "imports"
    assert len(list(folder.iterdir())) == 1

    settle(coordinator, address)

    assert list(folder.iterdir()) == []


def test_a_report_can_be_kept_as_csv_and_workbook_and_holds_no_formula(coordinator):
    address = uploaded(coordinator, 'Namn;Org.nr\n"=1+1 AB";559980-0018\n')
    settle(coordinator, address)

    text = coordinator.get(f"{address}/report.csv").content
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(io.BytesIO(coordinator.get(f"{address}/report.xlsx").content)).active

    assert [row[2] for row in rows[1:]] == ["'=1+1 AB"]
    assert sheet["C2"].value == "'=1+1 AB"
    assert "559980-0018" in rows[1][6]


def test_who_took_out_a_report_stands_in_the_audit_log(coordinator, client, platform):
    address = uploaded(coordinator, SMALL)
    settle(coordinator, address)

    for ending in ("csv", "xlsx"):
        assert coordinator.get(f"{address}/report.{ending}").status_code == 200

    number = address.rpartition("/")[2]
    with platform.read() as ctx:
        entries = ctx.session.exec(select(AuditEntry).where(AuditEntry.action == "import.reported")).all()
    assert [(one.object, one.details) for one in entries] == [(f"import/{number}", {"rows": 3})] * 2
    assert len({one.actor for one in entries}) == 1
    page = client.get("/admin/audit?action=import.reported").text
    assert page.count(">Tog ut rapporten från en import<") == 3
    assert "Rader: 3" in page


def test_a_file_that_is_no_register_is_refused_on_the_same_page(coordinator):
    for content, name in ((b"", "tom.csv"), (b"\x89PNG\r\n\x1a\n" + bytes(3000), "bild.csv"),
                          (b"Namn;Namn\nA;B\n", "dubbel.csv")):  # fmt: skip
        answer = send(coordinator, content, name)
        assert answer.status_code == 422
        assert 'type="file"' in answer.text
        assert 'aria-invalid="true"' in answer.text


def test_a_person_decides_about_a_row_that_is_not_certain(coordinator, platform):
    with platform.write() as ctx:
        ctx.organisations.register("Exempel Bageri", town="Gnarp")
    address = uploaded(coordinator, SMALL)
    preview = settle(coordinator, address)
    assert f"{address}/rows/2" in preview

    answer = coordinator.post(f"{address}/rows/2", data={"_csrf": coordinator.csrf, "decision": "new"})
    assert answer.status_code == 303
    press(coordinator, address, "run")

    assert '<p class="figure">2</p>' in shown(coordinator, address)


def test_only_those_who_may_import_see_the_pages(client_as):
    assert client_as("reader").get(START).status_code == 403
    assert client_as("officer").get(START).status_code == 403
    assert client_as(None).get(START).status_code == 303


def test_an_import_can_be_thrown_away_before_it_is_run_and_not_after(coordinator):
    address = uploaded(coordinator, SMALL)
    press(coordinator, address, "discard")
    assert coordinator.get(address).status_code == 404

    address = uploaded(coordinator, SMALL)
    settle(coordinator, address)
    press(coordinator, address, "run")
    shown(coordinator, address)
    assert coordinator.post(f"{address}/discard", data={"_csrf": coordinator.csrf}).status_code == 409


def test_an_address_of_nonsense_is_answered_calmly(coordinator):
    address = uploaded(coordinator, SMALL)
    settle(coordinator, address)

    assert coordinator.get(f"{address}?show=x&after=x").status_code == 200
    assert coordinator.get(f"{address}?show=error&after=99999").status_code == 200
    bad = coordinator.post(f"{address}/rows/1", data={"_csrf": coordinator.csrf, "decision": "new"})
    assert bad.status_code == 409
