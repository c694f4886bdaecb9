"""The tables of a README: what a piece adds to them, under the heading where it belongs."""

import re

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def with_sections(target: str, piece: str) -> str:
    """The README `target` with the rows and lines of each section of `piece` that it does not have."""
    for title, body in _sections(piece):
        target = _with_section(target, title, body)
    return target


def _with_section(target: str, title: str, body: str) -> str:
    heading = f"## {title}\n"
    if f"\n{heading}" not in target:
        return f"{target.rstrip()}\n\n{heading}\n{body}\n"
    before, _heading, rest = target.partition(f"\n{heading}")
    inside, following = _split(rest)
    there = inside.strip("\n").splitlines()
    new = [line for line in body.splitlines() if line.strip() and line not in there]
    rows = [line for line in new if line.startswith("| `")]
    place = max((n for n, line in enumerate(there, 1) if line.startswith("|")), default=0)
    if rows and place:
        there[place:place] = rows
    else:
        there += ["", *new]
    text = "\n".join(there).strip("\n")
    return f"{before}\n{heading}\n{text}\n" + (f"\n{following}" if following else "")


def _split(rest: str) -> tuple[str, str]:
    """What belongs to the section, and the sections that follow."""
    found = _HEADING.search(rest)
    return (rest, "") if found is None else (rest[: found.start()], rest[found.start() :])


def _sections(source: str) -> list[tuple[str, str]]:
    parts = _HEADING.split(source)
    return [(title, body.strip("\n")) for title, body in zip(parts[1::2], parts[2::2], strict=True)]
