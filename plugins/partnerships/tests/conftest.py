"""What the tests of partnerships start from: an installation with nothing but this plugin."""

import pytest


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("partnerships",)
