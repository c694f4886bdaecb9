"""A register of 30,000 rows is brought in within a minute, and memory does not grow with it.

With UTBLICK_TEST_WHOLE=1 and in `make bench` all of them; else a third, in a third of the time.
"""

import csv
import random
import threading
import time
from pathlib import Path

import pytest
from sqlmodel import func, select
from stdnum import luhn

from utblick.identity.models import Organisation
from utblick.identity.registers.imports import running, staging
from utblick.testing.whole import WHOLE

ROWS = 30_000 if WHOLE else 10_000
FIRST = (
    "Granhed",
    "Åsviken",
    "Tallmon",
    "Svartvik",
    "Örnmyra",
    "Lillsjö",
    "Ekdalen",
    "Näsviken",
    "Hällbo",
    "Myrskog",
)
SECOND = (
    "Bygg",
    "Snickeri",
    "Åkeri",
    "Konsult",
    "Rör",
    "Städ",
    "Mekaniska",
    "Data",
    "Textil",
    "Bageri",
    "Plåt",
    "Skog",
)
TOWNS = (("Bergsjö", "820 70", "Nordanstig"), ("Gnarp", "820 77", "Nordanstig"), ("Gävle", "802 50", "Gävle"),
         ("Hudiksvall", "824 30", "Hudiksvall"), ("Bollnäs", "821 30", "Bollnäs"))  # fmt: skip
HEADER = (
    "Företagsnamn", "Org.nr", "Bolagsform", "Kontaktperson", "Titel", "E-post", "Telefon", "Mobil", "Gatuadress", "Postnr",
    "Ort", "Kommun", "Webbplats", "SNI-kod", "Antal anställda", "Omsättning (tkr)", "Exporterar", "Exportländer",
    "Senast kontaktad", "Samtycke utskick",
)  # fmt: skip


@pytest.fixture
def plugins():
    return ()


def orgnr(number):
    nine = f"5599{number % 100_000:05d}"
    return f"{nine[:6]}-{nine[6:]}{luhn.calc_check_digit(nine)}"


def generated(path, rows):
    chance = random.Random(7)
    with path.open("w", encoding="windows-1252", newline="") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(HEADER)
        for number in range(rows):
            name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {chance.choice(FIRST)} {chance.choice(SECOND)}"
            town, postcode, municipality = chance.choice(TOWNS)
            known = number if chance.random() > 0.04 else max(0, number - 1)
            sheet.writerow((
                f"{name} AB", orgnr(known) if chance.random() > 0.1 else "", "AB", f"Anna Exempel{number % 977}", "VD",
                f"info@exempel{number}.example", f"0980-319 2{number % 100:02d}", "070-174 06 05",
                f"Storgatan {number % 190}", postcode, town, municipality, f"www.exempel{number}.example", "43.120",
                number % 60, number % 90_000, "Ja", "Norge; DE", "2025-03-04", "Ja",
            ))  # fmt: skip
    return path


class OwnMemory:
    """How much this process holds for itself meanwhile, in MiB, above what it held before.

    Pages of files that are looked into, such as the database's, are not counted: the system has them anyhow.
    """

    def __enter__(self):
        self.before = self.most = held()
        self._ends = threading.Event()
        self._looking = threading.Thread(target=self._look)
        self._looking.start()
        return self

    def __exit__(self, *_raised):
        self._ends.set()
        self._looking.join()

    def _look(self):
        while not self._ends.wait(0.02):
            self.most = max(self.most, held())

    @property
    def grown(self):
        return self.most - self.before


def held():
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [kib] = [line.split()[1] for line in status.splitlines() if line.startswith("RssAnon:")]
    return int(kib) / 1024


def brought_in(platform, path):
    """Has the register read, looked at and applied, as its pages do; returns what became of it."""
    with platform.write() as ctx, path.open("rb") as file:
        job = staging.receive(ctx, path.name, file)
        staging.choose_columns(ctx, job, {})
    running.IMPORTS.perform(platform, job.id)
    with platform.write() as ctx:
        running.ask_to_run(ctx, staging.found(ctx, job.id))
    running.IMPORTS.perform(platform, job.id)
    with platform.read() as ctx:
        return staging.found(ctx, job.id)


@pytest.mark.slow
@pytest.mark.timeout(900)  # by the clock, on a machine that others use too; the limit is on processor time
def test_five_hundred_rows_a_second_are_imported_in_flat_memory(platform, tmp_path, record_property):
    path = generated(tmp_path / "register.csv", ROWS)
    started = time.process_time()

    with OwnMemory() as memory:
        done = brought_in(platform, path)

    seconds = time.process_time() - started
    record_property("rows_per_second", round(ROWS / seconds))
    with platform.read() as ctx:
        held = ctx.session.exec(select(func.count()).select_from(Organisation)).one()
    assert (done.state, done.counts["rows"], held) == ("done", ROWS, done.counts["created"])
    assert seconds < ROWS / 500, (
        "of a quiet machine; processor seconds are longer where others share the cores"
    )
    assert memory.grown < 100, f"{memory.grown:.0f} MiB; a third is the database's own cache"
