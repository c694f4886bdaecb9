"""Who is new: built from the events of the register, and the same when it is built again."""

from utblick.hello import queries


def waiting(platform):
    with platform.read() as ctx:
        return [row.organisation_id for row in queries.newcomers(ctx)]


def test_a_newcomer_waits_until_a_greeting_is_planned(platform, organisation, deliver, make_greeting):
    deliver()
    before = waiting(platform)
    make_greeting()

    assert (before, waiting(platform)) == ([organisation], [])


def test_an_event_that_comes_twice_is_handled_once(platform, organisation, deliver):
    deliver()
    deliver()

    assert waiting(platform) == [organisation]


def test_the_list_is_the_same_when_it_is_built_again_from_the_log(platform, organisation, deliver, rebuild):
    deliver()
    before = waiting(platform)

    assert (rebuild("hello__newcomers"), waiting(platform)) == (1, before)


def test_the_page_names_the_newcomer(client, organisation, deliver):
    deliver()

    assert "Exempel Såg AB" in client.get("/hello/newcomers").text
