"""A job with many things to do writes in steps: what is done stays, what fails stands alone, others get to write."""

import pytest
from sqlmodel import col, select

from utblick.api import Job, daily, in_steps
from utblick.i18n import Msg
from utblick.jobs.runner import run_now
from utblick.records.models import Task

MANY = 60


class Died(BaseException):
    """The process ends here."""


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def writes(platform):
    """Runs a job that writes a task for each number that has none; `meets` may break it off."""

    def run(meets=lambda number: None):
        def find(ctx):
            written = {int(title) for title in ctx.session.exec(select(Task.title))}
            return [number for number in range(MANY) if number not in written]

        def act(ctx, some):
            for number in some:
                meets(number)
                ctx.session.add(Task(title=str(number), created_at=ctx.now))
            steps.append(len(some))
            return len(some)

        def tell(ctx):
            return Msg("{n} written", n=in_steps(ctx, find, act))

        job = Job(name="count", title=Msg("Count"), schedule=daily(4), run=tell, in_steps=True)
        return run_now(platform, "core", job)

    steps = run.steps = []
    return run


@pytest.fixture
def written(platform):
    def read():
        with platform.read() as ctx:
            return sorted(int(title) for title in ctx.session.exec(select(col(Task.title))))

    return read


def test_all_is_done_in_several_transactions_and_told_as_one(writes, written):
    run = writes()

    assert (run.ok, run.message) == (True, f"{MANY} written")
    assert written() == list(range(MANY))
    assert len(writes.steps) > 2
    assert sum(writes.steps) == MANY


def test_a_job_that_dies_in_the_middle_goes_on_where_it_was(writes, written):
    def dies(number):
        if number == 40:
            raise Died

    with pytest.raises(Died):
        writes(dies)
    before = written()
    run = writes()

    assert 0 < len(before) < 41
    assert run.message == f"{MANY - len(before)} written"
    assert written() == list(range(MANY))


def test_one_thing_that_fails_keeps_no_other_from_being_done(writes, written):
    def fails(number):
        if number in (7, 31):
            raise ValueError(f"not {number}")

    run = writes(fails)

    assert (run.ok, run.message) == (False, "ValueError: not 7")
    assert written() == [number for number in range(MANY) if number not in (7, 31)]


def test_where_everything_fails_the_job_gives_up(writes, written):
    tried = []

    def fails(number):
        tried.append(number)
        raise ValueError(number)

    run = writes(fails)

    assert not run.ok
    assert written() == []
    assert len(set(tried)) == 20


def test_a_job_that_writes_outside_of_its_steps_is_told_so(platform, written):
    def write(ctx):
        ctx.session.add(Task(title="1", created_at=ctx.now))

    run = run_now(
        platform, "core", Job(name="lose", title=Msg("Lose"), schedule=daily(4), run=write, in_steps=True)
    )

    assert not run.ok
    assert run.message == "RuntimeError: the job lose changed rows in a context that only looks"
    assert written() == []


def test_in_a_context_that_writes_all_is_done_in_its_transaction(platform, written):
    with pytest.raises(Died), platform.write() as ctx:
        in_steps(
            ctx,
            lambda looking: range(MANY),
            lambda writing, some: writing.session.add_all(
                Task(title=str(number), created_at=writing.now) for number in some
            ) or len(some),
        )  # fmt: skip
        raise Died

    assert written() == []
