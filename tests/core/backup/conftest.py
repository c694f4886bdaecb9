"""An installation with a company, its backup, and empty installations elsewhere."""

import io

import pytest

from utblick.backup.creating import create
from utblick.context import Ref
from utblick.platform import assemble
from utblick.records.files import keep_file
from utblick.web.request import Upload


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def register(platform):
    """Registers a company with a file of its own, and gives its id."""

    def make(name, content=b"plan"):
        with platform.write() as ctx:
            made = ctx.organisations.register(name=name, kind="company", country="SE")
            upload = Upload("plan.txt", "text/plain", len(content), io.BytesIO(content))
            keep_file(ctx, Ref("core", "organisation", made.id), upload)
            return made.id

    return make


@pytest.fixture
def archive(platform, register, tmp_path):
    """A backup of an installation with one company."""
    register("Exempel Snickeri AB")
    file = tmp_path / "backup.zip"
    create(platform, file, tell=print)
    return file


@pytest.fixture
def elsewhere(settings, tmp_path):
    """Makes an empty installation in another folder."""
    made = []

    def make(**more):
        moved = settings.model_copy(update={"data_folder": tmp_path / f"other{len(made)}"} | more)
        made.append(assemble(moved))
        return made[-1]

    yield make
    for one in made:
        one.close()
