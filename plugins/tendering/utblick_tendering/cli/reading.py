"""`utblick tendering read` and `match`: notices from files, and the companies of a register that they fit."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from utblick.api import organisations_in
from utblick_tendering.matching import ALERTING, Match, Matcher, states
from utblick_tendering.matching.profile import drafted
from utblick_tendering.reading import Notice, NoticeRefused, read_file, summary

_ENDINGS = (".xml", ".xml.gz")


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


@click.command("match")
@click.option("--register", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--notices", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as-of", type=str, help="The instant it is judged on, ISO 8601; now unless it is given.")
@click.option(
    "--language", type=click.Choice(["sv", "en"]), default="sv", help="The language of the reasons."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per notice.")
@click.pass_obj
def match(
    installation: Any, register: Path, notices: Path, as_of: str | None, language: str, *, as_json: bool
) -> None:
    """Say which companies of a register each notice of a folder fits, and why. Nothing is stored."""
    moment = _instant(as_of)
    matcher = Matcher(drafted(one.row, one.values) for one in organisations_in(register))
    catalogue = installation.platform.catalogue
    for answer in _matched(matcher, notices, moment):
        for company in answer["companies"]:
            said = company.pop("match").reasons(language)
            company["reasons"] = [catalogue.translate(why, language) for why in said]
        if as_json:
            click.echo(json.dumps(answer, ensure_ascii=False))
            continue
        click.echo(f"{answer['file']}: {answer.get('error') or answer['state']}")
        for company in answer["companies"][:10]:
            click.echo(f"  {company['score']:>3}  {company['name']}: {' '.join(company['reasons'])}")


def _matched(matcher: Matcher, folder: Path, as_of: datetime) -> Iterator[dict[str, Any]]:
    files = sorted(one for one in folder.iterdir() if one.name.lower().endswith(_ENDINGS))
    held: dict[Path, Notice] = {}
    refused: dict[Path, str] = {}
    for file in files:
        try:
            held[file] = read_file(file)
        except NoticeRefused as why:
            refused[file] = str(why)
    standing = states(held, as_of)
    for file in files:
        if file in refused:
            yield {
                "file": file.name, "state": "unreadable", "alert": False, "companies": [],
                "error": refused[file],
            }  # fmt: skip
            continue
        found = matcher.matches(held[file], as_of)
        yield {
            "file": file.name,
            "state": standing[file],
            "alert": standing[file] in ALERTING,
            "companies": [_company(one) for one in found],
        }


def _company(match: Match) -> dict[str, Any]:
    return {
        "name": match.profile.name,
        "organisation_number": match.profile.orgnr,
        "row": match.profile.key,
        "score": match.score,
        "match": match,
    }


def _instant(text: str | None) -> datetime:
    if text is None:
        return datetime.now().astimezone()
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text} is no instant. Write it as 2026-11-23T12:00:00+01:00.", param_hint="--as-of"
        ) from None
    return made.astimezone() if made.tzinfo is None else made


def _read(file: Path) -> dict[str, Any]:
    try:
        return {"file": str(file), "ok": True, "notice": summary(read_file(file))}
    except NoticeRefused as refused:
        return {"file": str(file), "ok": False, "error": str(refused)}
