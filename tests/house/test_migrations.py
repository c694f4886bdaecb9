import pytest

from utblick.db import migrate, versions


def test_models_and_migrations_agree(platform_on):
    assert migrate.differences(platform_on.database, platform_on.registry) == {
        owner.name: [] for owner in versions.owners(platform_on.registry)
    }


def test_every_owners_tables_go_down_and_come_up_again(platform_on):
    database, registry = platform_on.database, platform_on.registry
    for owner in reversed(versions.owners(registry)):
        migrate.downgrade(database, owner)

    with pytest.raises(Exception, match="not up to date|utblick db upgrade"):
        versions.require_current(database, registry)
    assert migrate.upgrade(database, registry) == tuple(owner.name for owner in versions.owners(registry))
    assert migrate.upgrade(database, registry) == ()


def test_a_database_newer_than_the_code_is_refused_with_what_to_do(platform):
    with platform.database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_core SET version_num = 'from_the_future'")

    with pytest.raises(Exception, match="newer than this version"):
        versions.require_current(platform.database, platform.registry)
    with pytest.raises(Exception, match="newer than this version"):
        migrate.upgrade(platform.database, platform.registry)
