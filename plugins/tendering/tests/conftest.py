from pathlib import Path

import pytest

NOTICES = Path(__file__).parents[3] / "tests/data/notices"


@pytest.fixture
def notices() -> Path:
    return NOTICES


@pytest.fixture
def register() -> Path:
    return NOTICES.parent / "registers/foretagsregister_utf8bom.csv"


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("tendering",)
