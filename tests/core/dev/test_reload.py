"""A developer saves a file: what was saved is served, mistakes are said, and nothing is left behind at the end."""

import re
import signal
import threading

import httpx
import psutil
import pytest

from utblick.testing.running import eventually

PANEL = "/panels/export_deals.pipeline"


def test_a_saved_file_is_served_by_a_new_process_open_pages_are_told_and_the_bus_stays(workshop):
    before = workshop.offspring()
    serving = [pid for pid, kind in before.items() if kind == "child"]
    heard: dict[str, str] = {}

    def listen(path, client):
        with client.stream("GET", path, timeout=90) as stream:
            heard[path] = ""
            for part in stream.iter_text():
                heard[path] += part

    with httpx.Client(base_url=workshop.url) as nobody:
        listening = [("/live", workshop.browser), ("/dev/changes", nobody)]
        threads = [threading.Thread(target=listen, args=one) for one in listening]
        for thread in threads:
            thread.start()
        eventually(lambda: len(heard) == 2 and all(heard.values()), seconds=60)
        workshop.replace("panels.py", '_("Export leads")', '_("Exportkontakter i farten")')
        for thread in threads:
            thread.join(60)
    panel = workshop.get(PANEL).text

    assert ['"topic":"dev.changed"' in text for text in heard.values()] == [True, True]
    assert "Exportkontakter i farten" in panel
    assert "utblick_export_deals/panels.py changed." in workshop.said
    eventually(lambda: "Running again" in workshop.said, seconds=60)
    eventually(lambda: not any(psutil.pid_exists(pid) for pid in serving), seconds=60)
    assert nats(before) == nats(workshop.offspring())


def nats(offspring):
    return [pid for pid, kind in offspring.items() if kind == "nats"]


@pytest.fixture
def mistake(workshop):
    """Saves a mistake in a file, waits until pages speak of it, and saves the file as it was at the end."""
    file = workshop.plugin / "panels.py"
    whole = file.read_text()

    def make(before, after, said):
        workshop.replace("panels.py", before, after)
        eventually(lambda: said in workshop.get("/").text, seconds=60)
        return workshop.get("/", headers={"accept-language": "sv"})

    yield make
    file.write_text(whole)


def test_a_mistake_is_shown_with_the_way_to_it(workshop, mistake):
    page = mistake("PANELS = (", "def broken(:\n\nPANELS = (", "SyntaxError")

    assert page.status_code == 503
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Utblick är inte igång" in page.text
    assert re.search(r"utblick_export_deals/panels\.py&#34;, line \d+\n +def broken\(:", page.text)
    assert "importlib" not in page.text
    assert "def broken(:" in workshop.said
    assert [workshop.get(f"/dev/failure.{kind}").status_code for kind in ("css", "js")] == [200, 200]


def test_a_mistake_in_a_declaration_is_one_sentence_with_plugin_hook_and_value(mistake):
    page = mistake("slot=Slot.OVERVIEW", 'slot="overview"', "register_panels")

    sentence = "export_deals: register_panels: Panel.slot of export_deals.pipeline must be Slot, not &#39;overview&#39;."
    assert sentence in page.text
    assert "Traceback" not in page.text


def test_a_program_that_ends_by_itself_is_said(mistake):
    mistake("PANELS = (", "import os\n\nos._exit(7)\n\nPANELS = (", "with code 7")


def test_whoever_looks_at_a_mistake_goes_on_with_the_next_good_save(workshop):
    whole = (workshop.plugin / "panels.py").read_text()
    workshop.replace("panels.py", "PANELS = (", "PANELS = [")
    eventually(lambda: workshop.get("/").status_code == 503, seconds=60)
    answers: list[int] = []
    thread = threading.Thread(
        target=lambda: answers.append(workshop.get("/dev/next", timeout=90).status_code)
    )
    thread.start()
    assert workshop.get("/").status_code == 503
    assert answers == []

    (workshop.folder / "utblick.toml").write_text('[municipality]\nname = "Exempelby kommun"\n')
    thread.join(60)
    eventually(lambda: workshop.get("/").status_code == 503, seconds=60)
    (workshop.plugin / "panels.py").write_text(whole)

    eventually(lambda: workshop.get("/").status_code == 200, seconds=60)
    assert answers == [200]
    assert "Exempelby kommun" in workshop.get("/").text


def test_ctrl_c_ends_everything_that_was_started(workshop):
    eventually(lambda: len(workshop.offspring()) == 3, seconds=60)
    children = [psutil.Process(pid) for pid in workshop.offspring()]
    assert sorted(workshop.offspring().values()) == ["child", "child", "nats"]

    workshop.process.send_signal(signal.SIGINT)
    code = workshop.process.wait(30)
    psutil.wait_procs(children, timeout=5)

    assert (code, [one for one in children if one.is_running()]) == (0, [])
    assert "Traceback" not in workshop.said.rpartition("changed.")[2]
