"""What Utblick and a SAML provider tell one another when they are set up, and what is said when that is wrong."""

import runpy
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from sqlmodel import select

from utblick import log
from utblick.access.models import User
from utblick.access.saml.trust import require_ready
from utblick.access.users import prepare
from utblick.errors import Misconfigured
from utblick.settings import Settings
from utblick.settings.load import load_settings
from utblick.settings.mistakes import SettingsMistakes
from utblick.testing.scan import places_of

HOME = "http://127.0.0.1:8000"
NAMES = {"md": "urn:oasis:names:tc:SAML:2.0:metadata", "ds": "http://www.w3.org/2000/09/xmldsig#"}


@pytest.fixture(scope="session")
def pairs():
    """Two keys, each with its certificate."""
    sys.path.insert(0, str(Path(__file__).parent))
    made = runpy.run_path(str(Path(__file__).with_name("saml_process.py")))["pair"]
    yield made("utblick"), made("other")
    sys.path.remove(str(Path(__file__).parent))


@pytest.fixture
def with_key(tmp_path, with_saml, pairs):
    """Settings with a key of our own."""
    (tmp_path / "own.crt").write_text(pairs[0][1])
    return with_saml(certificate=tmp_path / "own.crt", key=pairs[0][0])


@pytest.fixture
def settings(with_saml):
    return with_saml()


def test_our_metadata_say_where_people_are_sent_and_stay_valid(client_as):
    answer = client_as(None).get("/sign-in/saml/metadata")

    root = etree.fromstring(answer.content)
    assert answer.headers["content-type"].startswith("application/samlmetadata+xml")
    assert root.get("entityID") == f"{HOME}/sign-in/saml/metadata"
    assert (root.get("validUntil"), root.get("cacheDuration")) == (None, None)
    places = [one.get("Location") for one in root.iterfind(".//*[@Location]")]
    assert sorted(places) == [f"{HOME}/sign-in/saml/acs", f"{HOME}/sign-in/saml/logout"]
    assert root.find(".//md:SPSSODescriptor", NAMES).get("WantAssertionsSigned") == "true"
    assert root.findall(".//md:KeyDescriptor", NAMES) == []


def test_the_name_that_the_provider_knows_us_by_can_be_chosen(
    platform, client_as, with_saml, saml_behave, through
):
    platform.settings = with_saml(entity_id="urn:example:utblick", create_users=True)

    assert b'entityID="urn:example:utblick"' in client_as(None).get("/sign-in/saml/metadata").content
    assert through(client_as(None)).status_code == 303


def test_with_a_key_requests_are_signed_and_encrypted_assertions_are_read(
    platform, client_as, with_key, saml_behave, through, away, pairs
):
    platform.settings = with_key
    with platform.write() as ctx:
        prepare(ctx, email="anna@example.se", name="Anna Exempel", role_names=["officer"])
    root = etree.fromstring(client_as(None).get("/sign-in/saml/metadata").content)
    saml_behave(partner=pairs[0][1], encrypt=pairs[0][1])
    client = client_as(None)

    answer = through(client)

    assert sorted(one.get("use") for one in root.iterfind(".//md:KeyDescriptor", NAMES)) == [
        "encryption",
        "signing",
    ]
    assert (answer.status_code, client.get("/me").status_code) == (303, 200)


def test_a_comment_put_into_what_only_its_maker_should_have_written_changes_nothing(
    platform, client_as, with_key, saml_behave, through, pairs
):
    platform.settings = with_key
    with platform.write() as ctx:
        prepare(ctx, email="anna@example.se", name="Anna Exempel", role_names=["officer"])
    parted = ["person-1.evil", "person-1<!-- -->.evil"]
    saml_behave(name_id="person-1.evil", edit=parted, encrypt=pairs[0][1])

    through(client_as(None))

    with platform.read() as ctx:
        assert ctx.session.exec(select(User.saml_subject)).all() == ["person-1.evil"]


def test_our_key_is_said_nowhere(platform, client_as, with_key, through, away, pairs, capsys):
    platform.settings = with_key
    log.configure(Settings(environment="production"), level="DEBUG")
    client = client_as("administrator")

    shown = [client.get(path).text for path in ("/admin/settings", "/sign-in/saml/metadata", "/admin/audit")]
    shown += [str(away(client_as(None))), through(client_as(None)).text, repr(with_key)]

    log.configure(Settings(), level="CRITICAL")
    secret = pairs[0][0].splitlines()[-5]  # the first lines hold what the certificate tells everybody
    written = capsys.readouterr().err
    assert [secret in one for one in shown] == [False] * len(shown)
    assert secret not in written, [line[:3000] for line in written.splitlines() if secret in line]
    assert places_of(platform, secret) == []


def test_metadata_that_went_away_are_told_to_the_log_and_not_to_visitors(
    platform, tmp_path, client_as, with_saml
):
    platform.settings = with_saml(metadata=tmp_path / "gone.xml")

    answers = [client_as(None, language="en").get(f"/sign-in/saml{path}") for path in ("", "/metadata")]

    assert [answer.status_code for answer in answers] == [503, 403]
    assert all("not in order here" in answer.text and "gone.xml" not in answer.text for answer in answers)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "Works"),
        ("2999-01-31T00:00:00Z", "Works"),
        ("{soon}", "Soon outdated"),
        ("2020-01-31T00:00:00Z", "valid until 31 January 2020"),
        ("some day", "says validUntil, and not a moment"),
    ],
)
def test_metadata_that_are_to_be_believed_no_more_are_said_by_health(
    platform, tmp_path, saml_metadata, client_as, with_saml, until, said
):
    soon = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    named = f'validUntil="{until.format(soon=soon)}" entityID=' if until else "entityID="
    (tmp_path / "provider.xml").write_text(saml_metadata.read_text().replace("entityID=", named, 1))
    platform.settings = with_saml(metadata=tmp_path / "provider.xml")

    page = client_as("administrator", language="en").get("/admin/health").text

    told = page.partition("Sign-in by SAML")[2].partition("Version")[0]
    assert said in told
    assert ("Fetch the provider" in told) == (said != "Works")


def test_an_assertion_that_is_encrypted_for_somebody_else_is_refused(
    platform, client_as, with_key, saml_behave, through, pairs
):
    platform.settings = with_key
    saml_behave(encrypt=pairs[1][1])

    assert through(client_as(None)).status_code == 403


def test_the_request_asks_for_no_sort_of_proof_and_for_no_sort_of_name(client_as, away):
    asked = away(client_as(None))["request"]

    assert ["RequestedAuthnContext" in asked, "NameIDPolicy" in asked] == [False, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read: No such file"),
        ("no xml", "is not metadata of SAML"),
        ("<a/>", "names no identity providers"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "is not metadata of SAML"),
        ("{whole}{whole}", "names 2 identity providers"),
        ("{insecure}", "no sign-in by the binding HTTP-Redirect at an https address"),
        ("{bare}", "names no certificate to check signatures by"),
    ],
)
def test_metadata_that_will_not_do_are_named_with_what_is_wrong(
    tmp_path, saml_metadata, with_saml, text, said
):
    file, whole = tmp_path / "provider.xml", saml_metadata.read_text()
    inner = whole.replace(' xmlns="urn:oasis:names:tc:SAML:2.0:metadata"', "")
    start = whole.index("<KeyDescriptor")
    forms = {
        "{whole}{whole}": f'<x xmlns="{NAMES["md"]}">{inner}{inner}</x>',
        "{insecure}": whole.replace("http://127.0.0.1", "http://login.example.se"),
        "{bare}": whole[:start] + whole[whole.index("</KeyDescriptor>") + len("</KeyDescriptor>") :],
    }
    if text is not None:
        file.write_text(forms.get(text, text))

    with pytest.raises(SettingsMistakes, match=said) as refused:
        require_ready(with_saml(metadata=file))

    assert "sign_in.saml.metadata" in str(refused.value)


def test_a_key_and_a_certificate_that_are_no_pair_are_named_without_saying_the_key(
    tmp_path, with_saml, pairs
):
    (tmp_path / "own.crt").write_text(pairs[0][1])
    (tmp_path / "none.crt").write_text("no certificate")
    wrong = [
        {"key": pairs[0][0]},
        {"certificate": tmp_path / "own.crt"},
        {"certificate": tmp_path / "own.crt", "key": pairs[1][0]},
        {"certificate": tmp_path / "none.crt", "key": pairs[0][0]},
        {"certificate": tmp_path / "missing.crt", "key": pairs[0][0]},
    ]
    said = []
    for more in wrong:
        with pytest.raises(SettingsMistakes) as refused:
            require_ready(with_saml(**more))
        said.append(str(refused.value))

    keys = ["certificate", "key", "key", "certificate", "certificate"]
    assert [f"sign_in.saml.{key}: " in one for key, one in zip(keys, said, strict=True)] == [True] * 5
    assert not [one for one in said if "PRIVATE" in one or pairs[1][0][60:80] in one]


def test_what_is_not_installed_is_named(monkeypatch, settings):
    monkeypatch.setitem(sys.modules, "onelogin.saml2.settings", None)

    with pytest.raises(Misconfigured, match=r"Install utblick\[saml\]"):
        require_ready(settings)


def test_two_ways_in_need_a_name_each(tmp_path):
    file = tmp_path / "utblick.toml"
    file.write_text(
        '[sign_in.oidc]\nissuer = "https://login.example.se"\n[sign_in.saml]\nmetadata = "a.xml"\n'
    )

    with pytest.raises(SettingsMistakes, match="need a name each"):
        load_settings(file, {})


def test_the_check_and_the_start_say_what_is_wrong(cli):
    environment = {"UTBLICK_SIGN_IN__SAML__METADATA": "/nowhere/provider.xml", "UTBLICK_PORT": "24100"}

    check, start = (cli(word, environment=environment) for word in ("check", "web"))

    assert (check.returncode, start.returncode) == (1, 1)
    for ended in (check, start):
        assert "sign_in.saml.metadata: /nowhere/provider.xml cannot be read" in ended.stderr
