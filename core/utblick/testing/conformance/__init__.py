"""The rules that every plugin keeps, in this repository or outside, and how to ask them.

`test_conformance = conformance_tests("visits")` in a test file gives one test for each rule;
`utblick plugin check visits` says the same on the command line.
"""

from utblick.testing.conformance.asking import conformance_tests, examined

__all__ = ["conformance_tests", "examined"]
