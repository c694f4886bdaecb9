"""The demonstration of all plugins, at a municipality that is not the one it was thought out for."""

import pytest

from utblick.cli.demo import load_demo
from utblick.identity.demo import HOME
from utblick.settings.model import Municipality


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"municipality": Municipality(code="2104")})


def test_another_municipality_has_a_demonstration_with_companies_of_its_own(platform, client_as):
    assert load_demo(platform)

    client = client_as("administrator")
    page = client.get("/organisations?municipality=2104&q=Exempel+Såg").text
    assert "Exempel Såg AB" in page
    assert "Exempel Såg AB" not in client.get(f"/organisations?municipality={HOME}&q=Exempel+Såg").text
