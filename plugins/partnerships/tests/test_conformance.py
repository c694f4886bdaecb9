from utblick.testing.conformance import conformance_tests

test_conformance = conformance_tests("partnerships")
