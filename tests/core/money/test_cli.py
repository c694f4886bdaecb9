import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.resources import files

import pytest

from utblick.declare import Job
from utblick.jobs.runner import run_now
from utblick.money.declarations import JOBS
from utblick.money.rates import latest_day

SAMPLE = files("utblick.money").joinpath("data/ecb-sample.xml").read_bytes()


def test_a_file_of_the_ecb_is_imported_once(cli, tmp_path):
    file = tmp_path / "eurofxref-hist-90d.xml"
    file.write_bytes(SAMPLE)

    first, second = cli("money", "import", str(file)), cli("money", "import", str(file))

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert second.stdout.startswith("0 of ")
    assert (
        cli("money", "rate", "SEK", "2026-11-01").stdout
        == "10.978 SEK, published 2026-10-30 (Europeiska centralbanken)\n"
    )


def test_a_wrong_file_is_refused_with_a_sentence(cli, tmp_path):
    file = tmp_path / "rates.csv"
    file.write_text("Date,USD\n")

    refused = cli("money", "import", str(file))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("This is not the ECB's XML of reference rates.")


@pytest.fixture
def ecb():
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/eurofxref-hist-90d.xml" else 404)
            self.end_headers()
            self.wfile.write(SAMPLE)

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetching(platform, url):
    money = platform.settings.money.model_copy(update={"ecb_url": url})
    platform.settings = platform.settings.model_copy(update={"money": money})
    job: Job = JOBS[0]
    return run_now(platform, "core", job)


def test_rates_are_fetched_where_an_address_is_set(platform, ecb):
    run = fetching(platform, f"{ecb}/eurofxref-hist-90d.xml")

    with platform.read() as ctx:
        assert (run.ok, str(latest_day(ctx.session))) == (True, "2026-10-30")


def test_a_failed_fetch_stands_in_the_run_log(platform, ecb):
    run = fetching(platform, f"{ecb}/gone.xml")

    assert run.ok is False
    assert "404" in run.message


def test_nothing_is_fetched_unless_an_address_is_set(platform):
    assert fetching(platform, "").message == ""
