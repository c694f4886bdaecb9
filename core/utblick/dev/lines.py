"""Keeps what the log says with the work that it is about, and errors as a developer wants to read them."""

import importlib
import logging
import sys
import traceback
from pathlib import Path
from typing import Any

from utblick.dev.trace import CURRENT, Line


class LogKeeper(logging.Handler):
    """Keeps the lines of the log with the work that they are about."""

    def emit(self, record: logging.LogRecord) -> None:
        work = CURRENT.get()
        if work is not None:
            work.lines.append(_line(record))


def _line(record: logging.LogRecord) -> Line:
    facts: dict[str, Any] = dict(record.msg) if isinstance(record.msg, dict) else {}
    said = str(facts.pop("event", "")) if facts else record.getMessage()
    broken = _error_of(facts.pop("exc_info", None) or record.exc_info)
    for known in ("level", "logger", "timestamp", "request_id", "actor"):
        facts.pop(known, None)
    text = " ".join([said, *(f"{name}={value}" for name, value in facts.items())])
    way = "" if broken is None else way_to(broken)
    return Line(record.levelname.lower(), record.name, text, way)


def _error_of(told: Any) -> BaseException | None:
    if isinstance(told, BaseException):
        return told
    error: BaseException | None = told[1] if isinstance(told, tuple) else sys.exc_info()[1] if told else None
    return error


def way_to(error: BaseException) -> str:
    """The traceback of an error, without the machinery of imports and without this room."""
    found = traceback.TracebackException.from_exception(error)
    aside = ("<frozen importlib", str(Path(importlib.__file__).parent), str(Path(__file__).parent))
    one: traceback.TracebackException | None = found
    while one is not None:
        kept = [f for f in one.stack if not f.filename.startswith(aside)]
        one.stack = traceback.StackSummary.from_list(kept)
        one = one.__cause__ or one.__context__
    return "".join(found.format())
