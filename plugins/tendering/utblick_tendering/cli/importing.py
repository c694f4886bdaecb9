"""`utblick tendering import`: notices from files and folders into the register, as uploads are."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from utblick.api import Platform
from utblick_tendering.queries import intakes as queries
from utblick_tendering.service import intakes


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file or folder.")
@click.pass_obj
def import_notices(installation: Any, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Take in notices: files, folders and archives (zip, tar, gz). What is held already is left as it is.

    It can be stopped and run again. A file that cannot be read is told of and stops nothing; the exit code
    is 1 when there was one.
    """
    refused = False
    with installation.current() as platform:
        for path in paths:
            with platform.write() as ctx:
                intake_id = intakes.receive_path(ctx, path).id
            intakes.INTAKES.perform(platform, intake_id)
            answer = _answer(platform, path, intake_id)
            refused |= bool(answer["problems"] or answer["error"])
            click.echo(json.dumps(answer, ensure_ascii=False) if as_json else _said(answer))
            if not as_json:
                for problem in answer["problems"]:
                    click.echo(f"  {problem['file']}: {problem['reason']}", err=True)
    if refused:
        raise SystemExit(1)


def _answer(platform: Platform, path: Path, intake_id: UUID) -> dict[str, Any]:
    with platform.read() as ctx:
        done = queries.intake(ctx, intake_id)
        problems = [
            {"file": one.place, "reason": str(queries.said(one))} for one in queries.problems(ctx, intake_id)
        ]
    counts = {name: getattr(done, name) for name in ("done", "new", "changed", "same", "refused")}
    return {"path": str(path), "state": done.state, **counts, "error": done.error, "problems": problems}


def _said(answer: dict[str, Any]) -> str:
    if answer["error"]:
        return f"{answer['path']}: {answer['error']}"
    return (
        f"{answer['path']}: {answer['new']} new, {answer['changed']} changed,"
        f" {answer['same']} held already, {answer['refused']} refused."
    )
