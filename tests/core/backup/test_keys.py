"""Keys go with an installation: those that others know it by, and the one of second factors."""

import stat

import pytest
from sqlmodel import select

from utblick.access.credentials import replacing
from utblick.access.credentials.keyring import keyring
from utblick.access.credentials.sealing import seal, unseal
from utblick.backup.creating import create
from utblick.backup.restoring import Wishes, restore
from utblick.blueprints.signing import make_key as make_signing_key
from utblick.bus.county.keys import make_key
from utblick.errors import Conflict
from utblick.identity.models import Organisation
from utblick.settings.sign_in import SignInSettings


def test_the_keys_that_others_know_an_installation_by_go_with_it(platform, register, elsewhere, tmp_path):
    here, there = platform.settings.data_folder, elsewhere()
    county, signing = "bus/county.key", "blueprint.key"
    held = there.settings.data_folder / signing
    make_key(here / "bus")
    make_signing_key(here / signing)
    held.parent.mkdir(parents=True, exist_ok=True)
    held.write_bytes(b"another")
    create(platform, tmp_path / "backup.zip", tell=print)

    restore(there, tmp_path / "backup.zip", Wishes(), tell=print)

    for name in (county, signing):
        place = there.settings.data_folder / name
        assert place.read_bytes() == (here / name).read_bytes()
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    [before] = held.parent.glob(f"{signing}.before-*")
    assert before.read_bytes() == b"another"


def test_second_factors_of_another_key_are_not_put_back_unnoticed(archive, elsewhere):
    there = elsewhere(sign_in=SignInSettings(key="another key"))

    with pytest.raises(
        Conflict, match="sealed with a key that is not here.*UTBLICK_SIGN_IN__KEY.*--other-key"
    ):
        restore(there, archive, Wishes(), tell=print)
    restore(there, archive, Wishes(other_key=True), tell=print)

    with there.read() as ctx:
        assert ctx.session.exec(select(Organisation.name)).all() == ["Exempel Snickeri AB"]
    assert not (there.settings.data_folder / "secret.key").exists()


def test_a_backup_from_before_a_rotation_brings_its_key(platform, elsewhere, tmp_path):
    sealed = seal(platform.settings, "hemlig", owner="anna")
    create(platform, tmp_path / "backup.zip", tell=print)
    old = keyring(platform.settings).current
    replacing.rotate(platform)
    replacing.forget(platform, old.mark)
    there = elsewhere()
    seal(there.settings, "of the key that was here", owner="bo")

    restore(there, tmp_path / "backup.zip", Wishes(), tell=print)

    assert unseal(there.settings, sealed, owner="anna") == "hemlig"
    replacing.rotate(there)
    assert [key.secret for key in keyring(there.settings).former] == [old.secret]


def test_a_backup_brings_the_former_keys_too(platform, elsewhere, tmp_path):
    keyring(platform.settings)
    replacing.rotate(platform)
    create(platform, tmp_path / "backup.zip", tell=print)
    there = elsewhere()

    restore(there, tmp_path / "backup.zip", Wishes(), tell=print)

    assert keyring(there.settings) == keyring(platform.settings)


def test_a_key_of_the_settings_may_be_the_former_one_of_a_backup(platform, elsewhere, tmp_path):
    platform.settings = platform.settings.model_copy(update={"sign_in": SignInSettings(key="old")})
    create(platform, tmp_path / "backup.zip", tell=print)
    there = elsewhere(sign_in=SignInSettings(key="new", former_key="old"))

    restore(there, tmp_path / "backup.zip", Wishes(), tell=print)

    assert not (there.settings.data_folder / "secret.key").exists()
