"""The process that serves a developer: it gets ready, waits to be let go, serves, and says how that went.

It begins with nothing but Python's own modules, so that it can tell of a mistake in any of the platform's.
"""

import contextlib
import json
import signal
import socket
import sys
from importlib import import_module
from typing import Any

_HEAVY = ("alembic.autogenerate", "babel.dates", "openpyxl", "phonenumbers", "uvicorn.lifespan.on", "uvloop")
"""Libraries that are needed late, and take long to be read."""


def main() -> None:
    """Serve on the socket of the second descriptor, and talk over that of the first."""
    line, place = (socket.socket(fileno=int(number)) for number in sys.argv[1:3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the supervisor
    _get_ready()
    if not line.recv(1):
        return  # nobody is there any more to be served
    try:
        from utblick.dev.serving import serve

        serve(line, place)
    except Exception as error:
        told = _failure(error)
        print(f"\n{told['text']}", file=sys.stderr)  # noqa: T201 - this is what the terminal shows
        say(line, failed=told)
        sys.exit(1)


def say(line: socket.socket, **facts: Any) -> None:
    """Tell the process that looks after this one; when it is gone, nobody needs to know."""
    with contextlib.suppress(OSError):
        line.sendall(json.dumps(facts).encode() + b"\n")


def _get_ready() -> None:
    """Read what every start needs, plugins excepted. What fails here fails again when it counts."""
    for name in (*_HEAVY, "utblick.cli.run", "utblick.dev.serving"):
        with contextlib.suppress(Exception):
            import_module(name)
    with contextlib.suppress(Exception):
        from utblick.registry import load_registry
        from utblick.settings import Settings

        load_registry(Settings(plugins=()))


def _failure(error: Exception) -> dict[str, str]:
    """What went wrong: one sentence for what a developer can correct from it, else the way to the error."""
    title = f"{type(error).__name__}: {error}".partition("\n")[0]
    try:
        from utblick.dev.lines import way_to
        from utblick.errors import UtblickError

        if isinstance(error, UtblickError):
            notes = [str(error.message), *getattr(error, "__notes__", ())]
            return {"title": str(error.title), "text": "\n".join(notes)}
        return {"title": title, "text": way_to(error)}
    except Exception:  # a mistake in what tells of mistakes
        import traceback

        return {"title": title, "text": "".join(traceback.format_exception(error))}


if __name__ == "__main__":
    main()
