import pytest


@pytest.fixture
def plugins():
    return ("evaluation",)
