"""The tutorial is walked through, step by step, in an environment of its own."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong


def test_every_step_of_the_tutorial_works(walk):
    assert walk.result() == []


def test_the_environment_is_its_own(environment):
    asked = "import sys, utblick; print(sys.prefix)"
    said = subprocess.run(
        ["python", "-c", asked], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()

    assert said == environment["VIRTUAL_ENV"] != sys.prefix
