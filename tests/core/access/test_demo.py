"""The accounts of the demonstration."""

import pytest

from utblick.access import demo
from utblick.errors import Misconfigured


def test_demo_accounts_sign_in(platform, client_as, sign_in):
    with platform.write() as ctx:
        demo.load(ctx)

    for email in (demo.DEMO_EMAIL, demo.DEMO_ADMINISTRATOR):
        assert sign_in(client_as(None), email, demo.DEMO_PASSWORD).status_code == 303


def test_demo_accounts_are_never_made_in_production(platform, settings):
    platform.settings = settings.model_copy(update={"environment": "production"})

    with pytest.raises(Misconfigured), platform.write() as ctx:
        demo.load(ctx)


def test_an_account_of_the_demonstration_in_production_is_named(platform, cli):
    with platform.write() as ctx:
        demo.load(ctx)

    told = cli("doctor", environment={"UTBLICK_ENVIRONMENT": "production"})

    assert told.returncode == 1
    assert "Everybody knows the password of admin@nordanstig.example, demo@nordanstig.example." in told.stderr
