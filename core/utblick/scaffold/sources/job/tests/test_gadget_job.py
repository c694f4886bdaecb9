"""The job: it may run at any time, and twice."""

from utblick.scaffold.sources.job import jobs


def test_the_job_run_again_finds_nothing_to_do(platform):
    said = []
    for _time in range(2):
        with platform.write() as ctx:
            said.append(jobs.gadget(ctx))

    assert said[-1] is None
