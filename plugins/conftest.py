"""What the tests of the bundled plugins share beside the fixtures that every plugin has."""

import pytest

from utblick.testing.whole import WHOLE


@pytest.fixture(scope="session")
def conformance_browser() -> bool:
    """Every page of these plugins is looked at in tests/e2e; with UTBLICK_TEST_WHOLE=1 here, too."""
    return WHOLE
