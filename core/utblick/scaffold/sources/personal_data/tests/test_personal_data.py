"""What is held about people: nothing is left after erasure."""

from utblick.scaffold.sources.personal_data import privacy


def test_nothing_is_left_of_a_person_after_erasure(platform):
    with platform.write() as ctx:
        person = ctx.people.register("Anna Exempel").id
        privacy.erase(ctx, person)

    with platform.read() as ctx:
        assert not any(privacy.export(ctx, person).values())
