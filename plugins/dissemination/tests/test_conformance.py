"""What every plugin must hold."""

from utblick.testing.conformance import conformance_tests

test_conformance = conformance_tests("dissemination")
