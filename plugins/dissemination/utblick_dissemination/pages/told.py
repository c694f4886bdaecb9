"""What stands around the text of a story: what it is about, whose it is, and whom to ask."""

from utblick.api import Context, Msg, Ref, _, choice_label, country_name, format_date
from utblick_dissemination.choices import KINDS
from utblick_dissemination.models import Story


def facts_of(ctx: Context, story: Story, *, contact: bool = True) -> list[tuple[Msg, object]]:
    """Pairs of label and value; what is not known is left out."""
    day = story.published_on
    pairs: list[tuple[Msg, object]] = [
        (_("About"), choice_label(KINDS, story.kind)),
        (_("Country"), country_name(story.country, ctx.language) if story.country else ""),
        (_("Organisation"), story.credited),
        (_("Published"), format_date(day, ctx.language, style="long") if day else ""),
        (_("Contact"), contact_of(ctx, story) if contact else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def contact_of(ctx: Context, story: Story) -> str:
    """Who at the municipality tells more, and the address of the municipality."""
    owner = Ref("core", "user", story.owner_id) if story.owner_id else None
    known = ctx.lookup(owner).get(owner) if owner else None
    parts = (known.name if known else "", ctx.settings.municipality.contact)
    return ", ".join(part for part in parts if part)
