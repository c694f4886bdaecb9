"""The installation's key is replaced while people sign in, and forgotten when it leaked."""

import stat

import pyotp
import pytest
from pydantic import SecretStr
from sqlmodel import select

from utblick.access.credentials import keyring, replacing
from utblick.access.credentials.sealing import seal, unseal
from utblick.access.models import User
from utblick.access.users import add_user
from utblick.settings.load import load_settings
from utblick.settings.mistakes import SettingsMistakes
from utblick.settings.sign_in import SignInSettings

EMAIL = "anna@example.se"
OLD = "furu-och-granit"


@pytest.fixture
def signs_in(platform, client_as, sign_in):
    """Whether somebody signs in with password and code."""

    def done(key):
        with platform.write() as ctx:  # a code is used once, and there is one for each half minute
            ctx.session.exec(select(User).where(User.email == EMAIL)).one().totp_step = 0
        client = client_as(None)
        sign_in(client, EMAIL)
        client.submit("/sign-in/code", {"code": pyotp.TOTP(key).now()})
        return client.get("/me").status_code == 200

    return done


@pytest.fixture
def held(settings):
    return lambda: keyring.keyring(settings)


def test_the_second_factor_works_before_during_and_after(
    cli, enrolled, signs_in, held, monkeypatch, platform
):
    key, old = enrolled().key, held().current
    assert signs_in(key)

    def killed(*_anything, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(replacing, "audit", killed)
        replacing.rotate(platform)
    assert (held().former, held().current == old) == ((held().former[0],), False)
    assert signs_in(key)
    half_way = held().current

    done = cli("key", "rotate")

    assert done.returncode == 0, done.stderr
    assert held().current == half_way
    assert "An earlier change was finished" in done.stdout
    assert "Made anew with it: second factors: 1." in done.stdout
    assert signs_in(key)

    forgotten = cli("key", "forget", old.mark, "--yes")

    assert forgotten.returncode == 0, forgotten.stderr
    assert held().all == (half_way,)
    assert signs_in(key)


@pytest.mark.parametrize("where", ["keyring.renew", "_make_anew", "keyring.drop"])
def test_it_can_be_cut_short_anywhere_and_run_again(platform, enrolled, signs_in, held, monkeypatch, where):
    key = enrolled().key

    def whole():
        if held().former == ():
            replacing.rotate(platform)
        for one in held().former:
            replacing.forget(platform, one.mark)

    def killed(*_anything, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(f"utblick.access.credentials.replacing.{where}", killed)
        whole()
    assert signs_in(key)

    whole()

    assert held().former == ()
    assert signs_in(key)


def test_keys_are_listed_with_what_needs_them_and_never_shown(cli, enrolled, held, settings):
    enrolled()
    cli("key", "rotate")

    rows = [line.split("\t") for line in cli("key", "list").stdout.splitlines()]

    new, old = held().all
    assert [(mark, state, needs) for mark, state, _since, needs in rows] == [
        (new.mark, "in use", "second factors: 1"),
        (old.mark, "former", "nothing"),
    ]
    assert stat.S_IMODE((settings.data_folder / "secret.key").stat().st_mode) == 0o600
    assert not (settings.data_folder / "secret.new").exists()


def test_forgetting_says_first_what_ends_and_asks(cli, enrolled, held):
    enrolled()
    cli("key", "rotate")
    old = held().former[0]

    asked = cli("key", "forget", old.mark, input="n\n")

    assert asked.returncode == 1
    assert f"Without the key {old.mark} this ends:" in asked.stdout
    assert held().former == (old,)


def test_the_key_in_use_and_unknown_ones_are_not_forgotten(cli, enrolled, held):
    enrolled()

    in_use, unknown = (cli("key", "forget", mark, "--yes") for mark in (held().current.mark, "00000000"))

    assert (in_use.returncode, "utblick key rotate" in in_use.stderr) == (1, True)
    assert (unknown.returncode, "utblick key list" in unknown.stderr) == (1, True)


def test_what_was_sealed_before_and_by_whom_stands_in_the_audit_log(cli, enrolled, audited, held):
    enrolled()
    cli("key", "rotate")
    cli("key", "forget", held().former[0].mark, "--yes")

    assert [action for _actor, action, _object in audited()][-2:] == ["key.rotated", "key.forgotten"]


def test_a_key_of_the_settings_is_replaced_in_steps_that_every_process_bears(
    platform, cli, enrolled, signs_in
):
    def restarted_with(**keys):
        said = {name: SecretStr(value) for name, value in keys.items()}
        platform.settings = platform.settings.model_copy(update={"sign_in": SignInSettings(**said)})

    new = cli("key", "new").stdout.strip()
    assert len(new) >= 43
    restarted_with(key=OLD)
    key = enrolled().key
    first = cli("key", "rotate", environment={"UTBLICK_SIGN_IN__KEY": OLD})
    assert "UTBLICK_SIGN_IN__NEXT_KEY" in first.stdout
    restarted_with(key=OLD, next_key=new)
    ahead = platform.settings.model_copy(update={"sign_in": SignInSettings(key=new, former_key=OLD)})
    assert signs_in(key)
    assert unseal(platform.settings, seal(ahead, "of a process that is ahead", owner="a"), owner="a")
    assert unseal(ahead, seal(platform.settings, "of one that is behind", owner="a"), owner="a")
    restarted_with(key=new, former_key=OLD)
    assert signs_in(key)

    keys = {"UTBLICK_SIGN_IN__KEY": new, "UTBLICK_SIGN_IN__FORMER_KEY": OLD}
    done = cli("key", "rotate", environment=keys)

    assert "Made anew with it: second factors: 1." in done.stdout, done.stderr
    restarted_with(key=new)
    assert signs_in(key)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"UTBLICK_SIGN_IN__FORMER_KEY": OLD}, "stand beside key, which is missing"),
        ({"UTBLICK_SIGN_IN__KEY": OLD, "UTBLICK_SIGN_IN__NEXT_KEY": OLD}, "must differ"),
    ],
)
def test_keys_of_the_settings_that_make_no_sense_are_named_without_saying_them(environment, said):
    with pytest.raises(SettingsMistakes, match=said) as refused:
        load_settings(None, environment)

    assert OLD not in str(refused.value)


def test_replacing_and_forgetting_on_either_database(platform_on):
    with platform_on.write() as ctx:
        user = add_user(
            ctx, email=EMAIL, name="Anna Exempel", role_names=["officer"], password="tre gula paraplyer"
        )
        user.totp_secret = seal(ctx.settings, "hemlig", owner=str(user.id))
    before = keyring.keyring(platform_on.settings).current

    made = replacing.rotate(platform_on)
    replacing.forget(platform_on, before.mark)

    assert (made.made, made.moved.total(), made.lost) == (True, 1, 0)
    with platform_on.read() as ctx:
        row = ctx.session.exec(select(User).where(User.email == EMAIL)).one()
        assert unseal(ctx.settings, row.totp_secret, owner=str(row.id)) == "hemlig"
        assert keyring.keyring(ctx.settings).marked(before.mark) is None


def test_a_second_factor_whose_key_is_gone_is_told_and_stops_nobody_else(
    cli, enrolled, settings, add, platform
):
    enrolled()
    with platform.write() as ctx:
        add_user(
            ctx,
            email="bo@example.se",
            name="Bo Exempel",
            role_names=["officer"],
            password="tre gula paraplyer",
        )
        other = settings.model_copy(update={"sign_in": SignInSettings(key="sten-och-mossa")})
        row = ctx.session.exec(select(User).where(User.email == "bo@example.se")).one()
        row.totp_secret = seal(other, "x", owner=str(row.id))

    done = cli("key", "rotate")

    assert "Second factors that were sealed with a key that is not here: 1." in done.stderr
    assert "Made anew with it: second factors: 1." in done.stdout
