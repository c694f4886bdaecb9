"""What belongs to greetings: the job, the command, people's data and the demonstration."""

from collections import Counter

from sqlmodel import select

from utblick.hello import demo, jobs, privacy, queries
from utblick.hello.models import Greeting


def test_the_job_run_twice_finds_nothing_the_second_time(platform, make_greeting):
    make_greeting()
    said = []
    for _time in range(2):
        with platform.write() as ctx:
            ctx.now = ctx.now.replace(year=2030)
            said.append(jobs.miss_overdue(ctx))

    assert [str(message) for message in said] == ["1 greeting was missed.", "None"]


def test_the_command_lists_what_is_still_to_be_sent(cli, make_greeting):
    make_greeting(title="Nationaldagen")

    assert cli("hello", "planned").stdout == "2026-06-06  Exempel Såg AB  Nationaldagen\n"


def test_nothing_of_a_person_is_left_after_erasure(platform, make_greeting, person):
    greeting = make_greeting(person_id=person, words="Grattis Anna!")
    with platform.write() as ctx:
        before = privacy.export(ctx, person)["hello_greeting"]
        erased = privacy.erase(ctx, person)

    with platform.read() as ctx:
        row = queries.greeting(ctx, greeting)
        assert privacy.export(ctx, person)["hello_greeting"] == []
    assert ([one["words"] for one in before], erased) == (["Grattis Anna!"], 1)
    assert (row.person_id, row.words, row.title) == (None, "", "Företaget fyller 50 år")


def test_the_demo_shows_greetings_planned_and_sent(platform):
    with platform.write() as ctx:
        demo.load(ctx)

    with platform.read() as ctx:
        assert Counter(ctx.session.exec(select(Greeting.state))) == {"planned": 2, "sent": 1}
