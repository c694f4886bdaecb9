"""What tendering does by the clock."""

from utblick.api import Job
from utblick_tendering.jobs import bidding, matching, notices

JOBS: tuple[Job, ...] = (
    *notices.JOBS,
    *matching.JOBS,
    *bidding.JOBS,
)
