"""The demonstration: visibly made up, whole, and told in events like everything else."""

from collections import Counter

from sqlmodel import select

from utblick_partnerships import demo
from utblick_partnerships.models import Consortium, Idea, Profile


def test_the_demo_tells_a_year_from_an_idea_to_a_signed_agreement(platform, published):
    with platform.write() as ctx:
        demo.load(ctx)

    with platform.read() as ctx:
        states = Counter(ctx.session.exec(select(Profile.state)))
        stages = Counter(ctx.session.exec(select(Idea.stage)))
        built = dict(ctx.session.exec(select(Consortium.acronym, Consortium.met)).all())
        names = ctx.organisations.every_name()
    events = Counter(name for name, _data in published())
    assert states == {"published": 1, "internal_review": 1, "draft": 1}
    assert stages == {"application": 2, "seed": 1, "parked": 1}
    assert built == {"DEMO-CIRKEL": True, "DEMO-KUST": False}
    assert events["partnerships.agreement.signed"] == 1
    assert [data["small_firms"] for name, data in published() if name == "partnerships.agreement.signed"] == [
        1
    ]
    real = {"Mittuniversitetet", "Högskolan i Gävle", "Nordanstigs kommun", "Nordanstig"}
    assert [name for name in names if not name.startswith("Demo") and name not in real] == []
