"""What a combobox offers: records by name, members of staff, and codes such as countries."""

from utblick.context import Context
from utblick.declare import Kind
from utblick.records.fields.codes import CODED, code_options
from utblick.reference.municipalities import municipalities
from utblick.search.find import find
from utblick.search.fold import fold

LIMIT = 12
Options = list[tuple[str, str, str]]


def pick(ctx: Context, kind: str, text: str) -> Options:
    """Value, name and a short note of what fits the text, best first; everything is a beginning of ``""``.

    `kind` is ``plugin/kind`` of a record, ``core/user``, a kind of code such as ``country``, or the name
    of a vocabulary such as ``tendering.cpv``.
    """
    if kind == "core/user":
        return _staff(ctx, text)
    if kind in {coded.value for coded in CODED}:
        return _codes(ctx, Kind(kind), text)
    vocabulary = ctx.platform.registry.vocabulary(kind)
    if vocabulary is not None:
        return [(code, name, code) for code, name in vocabulary.find(text, ctx.language)[:LIMIT]]
    asked = kind if "/" in kind else f"core/{kind}"
    groups = find(ctx, text, limit=LIMIT, kind=asked)
    hits = groups[0].hits if groups else ()
    return [(str(hit.ref.id), hit.name, "".join(piece for piece, _hit in hit.detail)[:60]) for hit in hits]


def _staff(ctx: Context, text: str) -> Options:
    from sqlmodel import select

    from utblick.access.models import User

    wanted = fold(text)
    people = ctx.session.exec(select(User.id, User.name, User.email).where(User.state == "active")).all()
    fitting = [
        (str(id_), name, email)
        for id_, name, email in people
        if wanted in fold(name) or wanted in fold(email)
    ]
    return sorted(fitting, key=lambda option: (not fold(option[1]).startswith(wanted), option[1]))[:LIMIT]


def _codes(ctx: Context, kind: Kind, text: str) -> Options:
    wanted = fold(text)
    home = ctx.settings.municipality.code
    known = [(code, name, _note(kind, code)) for code, name in code_options(kind, ctx.language, home)]
    if not wanted:
        return known[:LIMIT]
    begins = [option for option in known if wanted in (fold(option[0]), *fold(option[1]).split())]
    begins += [o for o in known if fold(o[1]).startswith(wanted) and o not in begins]
    inside = [o for o in known if wanted in fold(o[1]) and o not in begins]
    return (begins + inside)[:LIMIT]


def _note(kind: Kind, code: str) -> str:
    """What stands small beside a name: its code, and for a municipality its county."""
    known = municipalities().get(code) if kind is Kind.MUNICIPALITY else None
    return f"{code} · {known.county}" if known else code
