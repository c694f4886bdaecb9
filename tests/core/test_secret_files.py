"""Secrets as files, as container platforms give them, and mistakes that do not say them aloud."""

import pytest

from utblick.settings.load import load_settings
from utblick.settings.mistakes import SettingsMistakes


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "password"
    file.write_text("furu och granit\n")
    return file


def test_each_secret_can_be_given_as_a_file_by_environment_or_settings_file(secret, tmp_path):
    file = tmp_path / "utblick.toml"
    file.write_text(f'[mail]\npassword_file = "{secret}"\n')

    settings = load_settings(
        file,
        {
            "UTBLICK_SIGN_IN__KEY_FILE": str(secret),
            "UTBLICK_SIGN_IN__OIDC__CLIENT_SECRET_FILE": str(secret),
            "UTBLICK_BUS__PASSWORD_FILE": str(secret),
        },
    )

    held = (
        settings.mail.password,
        settings.sign_in.key,
        settings.sign_in.oidc.client_secret,
        settings.bus.password,
    )
    assert {one.get_secret_value() for one in held} == {"furu och granit"}
    assert "furu" not in repr(settings)


def test_the_address_of_the_database_can_be_a_file_since_it_holds_a_password(tmp_path):
    (tmp_path / "url").write_text("postgresql+psycopg://u:pw@db.example/utblick\n")

    settings = load_settings(None, {"UTBLICK_DATABASE__URL_FILE": str(tmp_path / "url")})

    assert settings.database.url == "postgresql+psycopg://u:pw@db.example/utblick"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"UTBLICK_MAIL__PASSWORD_FILE": "/nowhere/at/all"}, "cannot be read: No such file"),
        ({"UTBLICK_MAIL__PASSWORD_FILE": "{secret}", "UTBLICK_MAIL__PASSWORD": "x"}, "not both"),
        ({"UTBLICK_MAIL__HOST_FILE": "{secret}"}, "there is no such setting"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(environment, said, secret):
    with pytest.raises(SettingsMistakes, match=said):
        load_settings(None, {name: value.format(secret=secret) for name, value in environment.items()})


@pytest.mark.parametrize(
    "text",
    [
        '[database]\nurl = "mysql://u:SECRET@db.example/u"',
        "[mail]\npassword = 1234567",
        "[sign_in.oidc]\nclient_secret = 1234567",
    ],
)
def test_a_mistake_in_a_secret_is_named_without_saying_it(text, tmp_path):
    file = tmp_path / "utblick.toml"
    file.write_text(text)

    with pytest.raises(SettingsMistakes) as refused:
        load_settings(file, {})

    assert "SECRET" not in str(refused.value)
    assert "1234567" not in str(refused.value)
