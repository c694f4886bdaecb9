"""What a seminar is, when and where, as pages outside tell it."""

from utblick.api import Context, Msg, _, choice_label, country_name, format_date, format_datetime
from utblick_seminars.choices import KINDS, LANGUAGES
from utblick_seminars.models import Seminar
from utblick_seminars.words import audience_names


def facts_of(ctx: Context, seminar: Seminar) -> list[tuple[Msg, object]]:
    """Pairs of label and value; what is not known is left out."""
    organiser = ctx.organisations.get(seminar.organisation_id).name if seminar.organisation_id else ""
    until = seminar.sign_up_until
    pairs: list[tuple[Msg, object]] = [
        (_("When"), when(ctx, seminar)),
        (_("Where"), where(ctx, seminar)),
        (_("Kind"), choice_label(KINDS, seminar.kind)),
        (_("For"), audience_names(ctx, seminar.audiences)),
        (_("About"), country_name(seminar.country, ctx.language) if seminar.country else ""),
        (_("Language"), choice_label(LANGUAGES, seminar.language)),
        (_("Organiser"), organiser),
        (_("Last day to sign up"), format_date(until, ctx.language, style="long") if until else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def when(ctx: Context, seminar: Seminar) -> str:
    """From when until when, by the municipality's clock, which is named for those far away."""
    zone = ctx.settings.municipality.zone
    begins, ends = seminar.starts_at.astimezone(zone), seminar.ends_at.astimezone(zone)
    first = format_datetime(begins, ctx.language, zone=zone)
    last = f"{ends:%H:%M}" if begins.date() == ends.date() else format_datetime(ends, ctx.language, zone=zone)
    return f"{first}–{last} ({begins:%Z})"


def where(ctx: Context, seminar: Seminar) -> str:
    """The place, and that one can take part online; the link is for those who have a place."""
    online = ctx.translate(_("online")) if seminar.online_url else ""
    return ", ".join(part for part in (seminar.place, online) if part)
