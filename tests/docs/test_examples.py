"""Every code block of the documentation is tried, or says above it why it is not."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from blocks import blocks_of

ROOT = Path(__file__).parents[2]
TRIAL = ROOT / "deploy/site/trial.py"
TUTORIAL = ROOT / "docs/plugins/tutorial.md"
pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong

PAGES = sorted(
    page
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if page != TUTORIAL and any(not block.untried for block in blocks_of(page))
)


def tried(pages, plugin):
    done = subprocess.run(
        [sys.executable, TRIAL, plugin, *pages], capture_output=True, text=True, timeout=500, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def outcomes(visits):
    """What became of each section, by page: half of the pages in each of two processes."""
    with ThreadPoolExecutor(2) as pool:
        halves = pool.map(lambda pages: tried(pages, visits), (PAGES[::2], PAGES[1::2]))
    found = {}
    for outcome in (one for half in halves for one in half):
        found.setdefault(outcome["page"], []).append(outcome)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_work(outcomes, page):
    assert page.as_posix() in outcomes, "nothing was tried"
    assert [one["error"] for one in outcomes[page.as_posix()] if one["error"]] == []


PANEL = 'title="utblick_visits/templates/panels/organisation.html"'
PLANTED = {
    "a name that is not in the façade": ("```python\nfrom utblick.api import Pannel\n```", "'Pannel'"),
    "a claim that does not hold": ("```python\nassert ctx.now is None\n```", "AssertionError"),
    "a setting with a mistake": ('```toml\nplugins = ["visit"]\n```', "Did you mean visits?"),
    "a command that is not there": ("```sh\nutblick plugin lost\n```", "No such command"),
    "a command nobody can try": ("```sh\nrm -rf here\n```", "nobody knows how to try the command 'rm'"),
    "a language nobody knows": ("```cobol\nSTOP RUN.\n```", "a block of 'cobol'"),
    "a template that breaks": (f"```jinja {PANEL}\n{{{{ nothing }}}}\n```", "nothing"),
    "an output that does not come": ("```text\nnot printed\n```", "was not printed"),
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory, visits):
    """What became of each planted mistake, each on a page of its own."""
    folder = tmp_path_factory.mktemp("planted")
    for name, (block, _said) in PLANTED.items():
        (folder / f"{name}.md").write_text(f"# Page\n\n## Part\n\n{block}\n", encoding="utf-8")
    return {Path(one["page"]).stem: one["error"] for one in tried(sorted(folder.iterdir()), visits)}


@pytest.mark.parametrize("mistake", PLANTED)
def test_a_block_that_does_not_work_is_found(planted, mistake):
    assert PLANTED[mistake][1] in planted[mistake]


def test_a_block_is_left_out_only_with_a_reason_above_it(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "*Not tried: it needs a cluster.*\n\n```sh\nmake it\n```\n\n```sh\nmake help\n```\n", "utf-8"
    )

    assert [block.untried for block in blocks_of(page)] == ["it needs a cluster.", ""]
