"""What tendering does when something happens, here or elsewhere."""

from utblick.api import Subscriber
from utblick_tendering.subscribers import bidding, matching, notices

SUBSCRIBERS: tuple[Subscriber, ...] = (
    *notices.SUBSCRIBERS,
    *matching.SUBSCRIBERS,
    *bidding.SUBSCRIBERS,
)
