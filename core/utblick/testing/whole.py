"""Whether tests take their long form: more of everything, which a test at every change has no time for."""

import os

import pytest

WHOLE = bool(os.environ.get("UTBLICK_TEST_WHOLE"))
only_whole = pytest.mark.skipif(not WHOLE, reason="UTBLICK_TEST_WHOLE=1 takes the time for it")
