"""The access report and the register of processing as papers: to be handed out, printed and filed."""

from collections.abc import Sequence

from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.i18n.format import format_datetime
from utblick.privacy.processing import Processing
from utblick.privacy.report import AccessReport
from utblick.privacy.words import in_words
from utblick.web.papers import Part, paper


def report_paper(ctx: Context, report: AccessReport) -> bytes:
    """The access report as PDF: everything that is held, in words, with what for and how long."""
    say = ctx.translate
    parts = [] if report.is_complete else [Part(text=[say(INCOMPLETE)])]
    for part in report.parts:
        about = part.owner.data
        said = [*about.purposes, about.retention] if about is not None and part.tables else []
        facts = [say(part.silent)] if part.silent else [say(one) for one in said]
        tables = in_words(ctx, part.tables)
        nothing = [] if tables or part.silent else [say(_("Nothing is held here."))]
        parts.append(Part(heading=say(part.owner.title), text=[*facts, *nothing]))
        for title, rows in tables:
            parts += [
                Part(heading=say(title) if place == 0 else "", level=3, facts=list(row))
                for place, row in enumerate(rows)
            ]
    parts += _kept(ctx, report)
    parts.append(Part(heading=say(_("Your rights")), text=[say(one) for one in RIGHTS]))
    title = say(_("Access report for {name}", name=report.name))
    zone = ctx.settings.municipality.zone
    moment = format_datetime(report.made_at, ctx.language, style="long", zone=zone)
    lead = say(
        _(
            "What {municipality} holds in Utblick, {moment}.",
            municipality=ctx.settings.municipality.name,
            moment=moment,
        )
    )
    return paper(ctx, title, parts, lead=lead)


def register_paper(ctx: Context, found: Sequence[Processing]) -> bytes:
    """The register of processing as PDF, owner by owner."""
    say = ctx.translate
    parts = [
        Part(
            heading=one.title,
            text=[say(one.silent)] if one.silent else [],
            facts=[(say(name), value) for name, value in one.facts],
        )
        for one in found
    ]
    return paper(ctx, say(_("Register of processing")), parts, lead=say(_("By article 30 of the GDPR.")))


def _kept(ctx: Context, report: AccessReport) -> list[Part]:
    """What is blocked or secret, and where others are the subject of a text that names the person."""
    say, parts = ctx.translate, []
    kept = [f"{say(one.record.plural)}: {say(one.reason)}" for one in report.registered]
    kept += [" · ".join(filter(None, (one.ground, one.reason))) for one in report.marks]
    if kept:
        parts.append(Part(heading=say(_("Blocked or secret")), text=kept))
    return parts


INCOMPLETE = _(
    "The report is not complete: somebody could not answer. See below, mend it and make the report again."
)
RIGHTS: tuple[Msg, ...] = (
    _("You may ask for what is wrong to be corrected, and for what is not needed to be erased."),
    _("Public records are kept by law, and are disposed of by the records plan only."),
    _("You may complain to the Swedish Authority for Privacy Protection (IMY)."),
)
