"""Two stories that go through all activity areas by their forms, whole and with each of them switched off.

A step whose area is off is left out: its pages are not there, the others go on, and the goals name what they miss.
"""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from utblick.settings import Settings
from utblick_evaluation.presets import PILOT, load_pilot

AREAS = {
    "university_node": "/university_node/needs",
    "export_deals": "/export_deals/leads",
    "twinning": "/twinning/towns",
    "partnerships": "/partnerships/profiles",
    "tendering": "/tendering/notices",
    "evaluation": "/evaluation",
}
"""A page of each."""
COUNTED = {"university_node", "export_deals", "twinning", "partnerships", "evaluation"}
"""Those whose work the goals of the pilot count."""
TITLES = {
    "Externa kontakter": "contacts",
    "Högskolenod": "university_node",
    "Exportavtal": "export_deals",
    "Vänorter": "twinning",
    "Partnerskap": "partnerships",
}
"""What staff call the areas that the goals may miss."""
NOT_HERE = {goal.indicator.partition(".")[0] for goal in PILOT} - COUNTED
LINK = re.compile(r"https?://[^/\s]+(/\S+/[\w-]{20,})")


@pytest.fixture(params=("", *AREAS), ids=lambda off: f"without {off}" if off else "whole")
def off(request):
    return request.param


@pytest.fixture
def plugins(off):
    return tuple(name for name in Settings().plugins if name != off)


@pytest.fixture
def arena(platform, client, client_as, deliver, plugins):
    if "evaluation" in plugins:
        with platform.write() as ctx:
            load_pilot(ctx, ctx.today - timedelta(days=30), date(ctx.today.year + 1, 12, 31))
    return Arena(platform, client, client_as, deliver, plugins)


class Arena:
    """What staff and companies do, each by the form that is made for it."""

    def __init__(self, platform, client, client_as, deliver, plugins):
        self.platform, self.client, self.client_as = platform, client, client_as
        self.deliver, self.plugins = deliver, plugins

    def has(self, area):
        """Whether the area is there; where it is not, its address and its menu are not either."""
        there = area in self.plugins
        assert (self.client.get(AREAS[area]).status_code == 404) is not there
        return there

    def submit(self, path, /, **fields):
        answer = self.client.submit(path, data=fields)
        assert answer.status_code == 303, problems(answer.text)
        return answer.headers["location"].partition("?")[0]

    def new(self, records, /, **fields):
        """The address of a record that its form makes."""
        return self.submit(f"/{records}/new", **fields)

    def do(self, record, move, /, **fields):
        return self.submit(f"{record}/do/{move}", asked="1", **fields)

    def page(self, path):
        """A page together with its boxes, which a browser asks for by themselves."""
        text = self.client.get(path).text
        boxes = re.findall(r'hx-get="([^"]+)"[^>]*hx-trigger="[^"]*load', text)
        return text + "".join(
            self.client.get(unescape(box), headers={"hx-request": "true"}).text for box in boxes
        )

    def latest_link(self):
        from sqlalchemy import text

        with self.platform.read() as ctx:
            query = text("select body_text from core_mail order by created_at desc, id desc limit 1")
            return LINK.search(ctx.session.connection().execute(query).scalar_one())[1]

    def readings(self):
        """What the goals that count say, by code, as their page shows it."""
        from sqlmodel import select

        from utblick_evaluation.models import Goal

        self.deliver()
        page = self.client.get("/evaluation").text
        with self.platform.read() as ctx:
            held = {goal.code: goal for goal in ctx.session.exec(select(Goal)).all()}
        assert all(goal.title in page for goal in held.values())
        return {code: int(goal.reading or 0) for code, goal in held.items()}

    def missed(self):
        """The plugins that goals wait for, as the page of goals says."""
        page = self.client.get("/evaluation").text
        return {TITLES[title] for title in re.findall(r"Kräver tillägget ([^<]+)", page)}


def problems(html):
    """What a form says is wrong."""
    return re.sub(r"<[^>]+>|\s+", " ", html.partition("<main")[2])


def identity(address):
    return address.rpartition("/")[2]


def found(page, pattern):
    return re.search(pattern, page)[0]


def test_a_need_becomes_an_assignment_a_market_and_an_export_agreement_that_the_company_confirms(arena, off):
    company = arena.new(
        "organisations", name="Exempel Såg AB", kind="company", country="SE", municipality="2132"
    )
    company_id = identity(company)
    if arena.has("university_node"):
        deliver_an_assignment(arena, company_id)
    if arena.has("export_deals"):
        market = arena.new("export_deals/markets", organisation_id=company_id, country="DE")
        arena.do(market, "choose", chosen_on=date.today().isoformat())
        if arena.has("university_node"):
            look_around_in_the_market(arena, company_id)
        sign_and_confirm(arena, company_id)

    timeline = arena.client.get(company)
    assert timeline.status_code == 200
    assert arena.client.get("/").status_code == 200
    if arena.has("evaluation"):
        counted = arena.readings()
        assert counted["M3"] == int(off != "university_node")
        assert counted["M4"] == int(off != "export_deals")
        assert arena.missed() == NOT_HERE | ({off} & COUNTED)


def deliver_an_assignment(arena, company_id):
    schools = []
    for name, ror in (
        ("Exempelhögskolan", "https://ror.org/043fje207"),
        ("Exempeluniversitetet", "https://ror.org/019k1pd13"),
    ):
        place = arena.new("organisations", name=name, kind="university", country="SE")
        schools.append(
            arena.new(
                "university_node/universities", organisation_id=identity(place), is_active="true", ror=ror
            )
        )
        arena.new(
            "university_node/seasons",
            title="Våren",
            institution_id=identity(schools[-1]),
            level="engineering_bachelor",
            advertise_from=(date.today() - timedelta(days=30)).isoformat(),
            advertise_until=(date.today() + timedelta(days=30)).isoformat(),
            starts_on=(date.today() + timedelta(days=60)).isoformat(),
            weeks="10",
            credits="15",
        )
    need = arena.submit(
        "/university_node/state-need",
        organisation_id=company_id,
        problem="Vi vill minska spill av virke vid kapning och sälja mer till Tyskland.",
        help_wanted="produktion och flöde",
    )
    drafts = re.findall(r"/university_node/drafts/[0-9a-f-]{36}(?=/do/choose)", arena.page(need))
    assert len(drafts) > 1
    assignment = arena.do(drafts[0], "choose", title="Mindre spill vid kapning", kind="degree_project")
    arena.do(assignment, "publish", visibility="node")
    arena.do(assignment, "match", institution_id=identity(schools[1]))
    arena.do(assignment, "agree", starts_on=date.today().isoformat())
    arena.do(assignment, "start")
    arena.do(assignment, "deliver", student_hours="400")
    arena.do(assignment, "follow_up", outcome="Spillet har halverats.")


def look_around_in_the_market(arena, company_id):
    arena.deliver()
    wished = found(
        arena.page("/university_node/placements?view=list"), r"/university_node/placements/[0-9a-f-]{36}"
    )
    arena.do(wished, "offer", place="Hamburg")
    arena.do(wished, "match", organisation_id=company_id)
    arena.do(wished, "agree", starts_on=date.today().isoformat())
    arena.do(wished, "start")
    arena.do(wished, "complete")
    arena.do(wished, "debrief", learnt="Byggare frågar efter limträ.", led_to_lead="yes")


def sign_and_confirm(arena, company_id):
    lead = arena.new(
        "export_deals/leads", title="Limträ till Hamburg", organisation_id=company_id, country="DE"
    )
    arena.do(lead, "qualify")
    arena.do(lead, "negotiate")
    agreement = arena.do(lead, "sign", kind="sales", signed_on=date.today().isoformat())
    arena.do(agreement, "ask", recipient_email="vd@exempel-sag.example", language="sv")
    answers = dict.fromkeys(("at_risk", "prerequisite", "sped_up", "larger"), "yes") | {"story": "named"}
    company = arena.client_as(None)
    link = arena.latest_link()
    seen = re.search(r'name="seen" value="(\d+)"', company.get(link).text)[1]
    answered = company.submit(
        link,
        data=answers
        | {"verdict": "agree", "answered_by": "Vera Exempel", "seen": seen, "without_help": "little"},
    )
    assert answered.status_code == 303, problems(answered.text)


def test_a_visit_brings_a_town_to_count_a_profile_a_seat_and_an_agreement_with_a_local_small_firm(arena, off):
    firm = arena.new(
        "organisations",
        name="Exempel Bysoft AB",
        kind="company",
        country="SE",
        municipality="2132",
        employees="12",
    )
    abroad = arena.new("organisations", name="Demo Vald", kind="municipality", country="EE")
    if arena.has("twinning"):
        receive_a_visit(arena, identity(firm), identity(abroad))
    if arena.has("partnerships"):
        sign_between_countries(arena, identity(firm), identity(abroad))

    assert arena.client.get(firm).status_code == arena.client.get(abroad).status_code == 200
    assert arena.client.get("/calendar").status_code == 200
    if arena.has("evaluation"):
        counted = arena.readings()
        assert counted["M5"] == int(off != "twinning")
        assert counted["M7"] == int(off != "partnerships")
        assert arena.missed() == NOT_HERE | ({off} & COUNTED)


def receive_a_visit(arena, firm_id, abroad_id):
    town = arena.new(
        "twinning/towns", title="Demo Vald", organisation_id=abroad_id, category="partnership", country="EE"
    )
    arena.do(town, "propose", body="Kommunstyrelsen")
    arena.do(town, "decide", diary_number="KS 2026/00290", decided_on=date.today().isoformat())
    arena.do(town, "sign", decided_on=date.today().isoformat())
    exchange = arena.new(
        "twinning/exchanges",
        title="Exempeldagar",
        town_id=identity(town),
        theme="business",
        direction="here",
        starts_on=date.today().isoformat(),
        planned_local="35",
        planned_international="27",
        lead="municipality",
        project_months="8",
        funding="cerv",
        interpreters="estniska",
    )
    arena.submit(f"{exchange}/interpreters")
    arena.submit(f"{exchange}/briefing")
    guest = arena.new(
        "twinning/delegates",
        title="Anna Exempel",
        exchange_id=identity(exchange),
        organisation_id=firm_id,
        country="SE",
        language="sv",
        basis="public_interest",
    )
    arena.submit(f"{exchange}/door/arrive/{identity(guest)}")
    for who, many in (("local", 34), ("international", 27)):
        for _one in range(many):
            arena.submit(f"{exchange}/door/count", who=who)
    assert "62" in arena.client.get(f"{exchange}/door").text
    arena.do(exchange, "hold")
    meeting = arena.new(
        "twinning/meetings",
        title="Limträ",
        exchange_id=identity(exchange),
        organisation_id=firm_id,
        partner_name="Demo Puit OÜ",
        held_on=date.today().isoformat(),
        outcome="lead",
    )
    assert arena.client.get(meeting).status_code == 200


def sign_between_countries(arena, firm_id, abroad_id):
    profile = arena.new(
        "partnerships/profiles",
        title="Forskning om limträ",
        organisation_id=firm_id,
        money="shared",
        exchanged="research",
    )
    assert arena.client.get(profile).status_code == 200
    consortium = arena.new("partnerships/consortia", title="Trä över havet", rules="interreg-central-baltic")
    arena.submit(f"/partnerships/consortia/{identity(consortium)}/seats", role="partner", wanted_country="EE")
    seat = found(arena.page(f"{consortium}/build"), r"(?<=\?seat=)[0-9a-f-]{36}")
    arena.submit(f"/partnerships/seats/{seat}/organisation", organisation_id=abroad_id)
    arena.submit(f"/partnerships/seats/{seat}/answer", accepts="yes")
    project = arena.new("partnerships/projects", title="Trä över havet", programme="Interreg Central Baltic")
    for partner in (firm_id, abroad_id):
        arena.submit(f"{project}/partners", organisation_id=partner, budget="10 000")
    agreement = arena.new("partnerships/agreements", project_id=identity(project))
    arena.do(agreement, "sign", signed_on=date.today().isoformat())
