"""The agreement of three as a document to sign, made of the one set of data."""

from uuid import UUID

from utblick.api import Context, Download, _, get, safe_name
from utblick_university_node.documents import agreement_pdf
from utblick_university_node.permissions import READ
from utblick_university_node.queries import agreements as queries


@get("/university_node/triangles/{triangle_id:uuid}/agreement.pdf", permission=READ, slow=True)
def agreement(ctx: Context, *, triangle_id: UUID) -> Download:
    """The document, in the reader's language."""
    triangle = queries.triangle(ctx, triangle_id)
    name = safe_name(f"{ctx.translate(_('Agreement'))} {triangle.title}.pdf")
    return Download(name, agreement_pdf(ctx, triangle), media_type="application/pdf", inline=True)


ROUTES = (agreement,)
