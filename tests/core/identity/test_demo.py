from sqlmodel import func, select

from utblick.identity import demo
from utblick.identity.models import Organisation, Person


def test_the_demonstration_is_visibly_made_up(ctx):
    demo.load(ctx)

    organisations = ctx.session.exec(select(Organisation)).all()
    assert {row.email.rpartition(".")[2] for row in organisations if row.email} == {"example"}
    assert {row.orgnr[:6] for row in organisations if row.orgnr} == {"559989"}
    assert {row.phone[:10] for row in organisations if row.phone} == {"070-174 06"}
    assert ctx.session.exec(select(func.count()).select_from(Person)).one() == len(demo.COMPANIES)
