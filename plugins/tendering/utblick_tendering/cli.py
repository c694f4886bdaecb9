"""`utblick tendering`: reading notices from files."""

import json
from pathlib import Path

import click

from utblick_tendering.reading import NoticeRefused, read_file, summary


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
def read(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Read notices (eForms or older TED XML, plain or gzip) and show what they say."""
    for file in files:
        answer = _read(file)
        if as_json:
            click.echo(json.dumps(answer, ensure_ascii=False))
        elif answer["ok"]:
            notice = answer["notice"]
            title = next(iter((notice["title"] or {}).values()), "–")
            click.echo(f"{file.name}: {notice['notice_type'] or '–'}, {notice['lot_count']} lots: {title}")
        else:
            click.echo(f"{file.name}: {answer['error']}", err=True)


def _read(file: Path) -> dict[str, object]:
    try:
        return {"file": str(file), "ok": True, "notice": summary(read_file(file))}
    except NoticeRefused as refused:
        return {"file": str(file), "ok": False, "error": str(refused)}
