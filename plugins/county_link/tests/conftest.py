"""What the tests of the plugin start from: an installation in which it is enabled."""

import pytest


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("county_link",)
