"""Ends tasks for certain."""

import asyncio
from collections.abc import Collection
from typing import Any


async def end(tasks: "Collection[asyncio.Task[Any]]") -> None:
    """Cancel the tasks until all have ended: `wait_for` may swallow a cancellation before Python 3.12."""
    while pending := [task for task in tasks if not task.done()]:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=0.2)
