"""Visibly made-up assignments, students and placements at two universities: a year of the node."""

import heapq
from itertools import islice

from utblick.api import Context
from utblick_university_node.demo import abroad, places, stories


def load(ctx: Context) -> None:
    """Tell a year of the node, in the order in which it happened."""
    node = places.open_node(ctx)
    told = [*stories.all_stories(ctx, node), *abroad.all_stories(ctx, node), places.changes(ctx, node)]
    waiting = [(next(story), number) for number, story in enumerate(told)]
    heapq.heapify(waiting)
    while waiting:
        _when, number = heapq.heappop(waiting)
        for then in islice(told[number], 1):
            heapq.heappush(waiting, (then, number))
    ctx.at(ctx.now)
