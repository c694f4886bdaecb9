"""Keys go with an installation: those that others know it by, and the one of second factors."""

import stat

import pytest
from sqlmodel import select

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
