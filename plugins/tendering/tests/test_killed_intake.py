"""kill -9 in the middle of a taking in: taken up again, nothing is lost and nothing is there twice."""

import os
import subprocess
import sys
import time
from collections import Counter

from sqlalchemy import func, select, update

from utblick_tendering.models import Intake, IntakeState, Lot, Notice, NoticeVersion
from utblick_tendering.service import intakes

COUNT = 600
PROGRAM = """
import sys
from pathlib import Path
from uuid import UUID

from utblick.platform import assemble
from utblick.settings import Settings
from utblick_tendering.service.intakes import INTAKES

platform = assemble(Settings(plugins=("tendering",), data_folder=Path(sys.argv[1])))
INTAKES.perform(platform, UUID(sys.argv[2]))
"""


def count(platform, model):
    with platform.read() as ctx:
        return ctx.session.execute(select(func.count()).select_from(model)).scalar_one()


def kill_in_the_middle(platform, intake_id):
    """Start a process that works on it, and end it once it has kept some."""
    command = [sys.executable, "-c", PROGRAM, str(platform.settings.data_folder), str(intake_id)]
    process = subprocess.Popen(command, env=os.environ)
    try:
        deadline = time.monotonic() + 60
        while count(platform, Notice) == 0:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.005)
    finally:
        process.kill()
        process.wait()
    with platform.write() as ctx:  # as if a minute and a half had passed
        ctx.session.connection().execute(update(Intake).values(leased_until=None))


def test_whatever_is_killed_each_notice_is_kept_and_told_once(platform, published, pile):
    with platform.write() as ctx:
        intake_id = intakes.receive_path(ctx, pile(COUNT)).id

    kill_in_the_middle(platform, intake_id)
    kept = count(platform, Notice)
    intakes.INTAKES.perform(platform, intake_id)

    assert 0 < kept < COUNT
    with platform.read() as ctx:
        done = ctx.session.get_one(Intake, intake_id)
        names = ctx.session.scalars(select(Notice.notice_id)).all()
        lots = ctx.session.execute(select(Lot.notice_id, Lot.number)).all()
    assert (done.state, done.done, done.new, done.same) == (IntakeState.DONE, COUNT, COUNT, 0)
    assert len(names) == len(set(names)) == count(platform, NoticeVersion) == COUNT
    assert len(lots) == len(set(lots))
    told = Counter(data["notice_id"] for name, data in published() if name == "tendering.notice.imported")
    assert (len(told), set(told.values())) == (COUNT, {1})
