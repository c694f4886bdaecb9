"""The story of a need in a browser: an assignment by three answers, a placement in its market, an export agreement."""

import re
from datetime import date
from functools import partial
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from utblick.platform import assemble
from utblick.settings import Settings

PLUGINS = ("university_node", "export_deals", "evaluation")
BASE = "/university_node"
STUDENT = "berattelse@student.example"


@pytest.fixture(scope="module")
def house(started, tmp_path_factory):
    """The platform with the university node, export deals, goals, and their demo data."""
    running = started(tmp_path_factory.mktemp("university"), UTBLICK_PLUGINS=",".join(PLUGINS))
    running.platform = assemble(Settings(plugins=PLUGINS, data_folder=running.folder / "var"))
    yield running
    running.platform.close()
    running.stop()


def latest_link(house, to=""):
    """The path of the link in the latest letter, to somebody where that is said."""
    query = text('select "to", body_text from core_mail order by created_at desc, id desc limit 5')
    with house.platform.read() as ctx:
        rows = ctx.session.connection().execute(query).all()
    found = (
        re.search(r"/(university_node|export_deals)/[\w-]+/[\w-]{43}", body)
        for who, body in rows
        if to in ("", who)
    )
    return next(one[0] for one in found if one)


def move(page, address, name, **answers):
    """Make a move of a record by its form."""
    page.goto(f"{address}/do/{name}")
    for field, value in answers.items():
        control = page.locator(f"[name={field}]").first
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.click("main button.primary")
    page.wait_for_url(lambda url: "/do/" not in url)


def answer(visitor, look, path, name, **answers):
    """Answer by a link as its holder does; the page is looked at in both languages."""
    for language in ("en", "sv"):
        visitor.page.goto(f"{path}?language={language}")
        visitor.look(f"{name} in {language}")
    for field, value in answers.items():
        visitor.page.locator(f"[name={field}][value='{value}']").check()
    visitor.page.click("main button.primary")
    visitor.page.wait_for_url("**/thanks**")
    look(f"{name}, thanks")


@pytest.mark.timeout(400)
def test_a_need_becomes_an_assignment_that_three_perspectives_see(window_of, look_at, house):
    page = window_of(house)
    staff, visitor = look_at(page, house.url), look_at(window_of(house, signed_in=False), house.url)
    reply = partial(answer, visitor, visitor.look)

    page.goto(f"{BASE}/state-need")
    page.fill("[name=organisation_id_text]", "Exempel Såg AB")
    page.locator("[role=option]").first.click()
    page.fill("[name=problem]", "Vi vill minska spill av virke vid kapning av paneler.")
    page.fill("[name=help_wanted]", "produktion och flöde")
    page.click("main button.primary")
    page.get_by_role("link", name=re.compile("^Välj ”")).first.wait_for()
    staff.look("a need, with what it could become")
    page.get_by_role("link", name=re.compile("^Välj ”")).first.click()
    page.fill("[name=title]", "Mindre spill vid kapning")
    page.fill("[name=title_en]", "Less waste when cutting")
    page.click("main button.primary")
    page.wait_for_url(re.compile(r"/assignments/[0-9a-f-]{36}$"))
    assignment = urlsplit(page.url).path
    move(page, assignment, "publish", visibility="public")

    apply(visitor, house)
    reply(latest_link(house, "anna@exempel-sag.example"), "the company's answer", answer="yes")
    reply(latest_link(house), "the student's answer", answer="yes")
    reply(latest_link(house), "the university's answer", answer="yes")

    page.goto(assignment)
    page.get_by_role("link", name="Skriv trepartsöverenskommelsen").first.click()
    page.click("main button.primary")
    page.wait_for_url(re.compile(r"/triangles/[0-9a-f-]{36}$"))
    triangle = urlsplit(page.url).path
    assert page.request.get(f"{triangle}/agreement.pdf").body().startswith(b"%PDF")
    for party in ("student", "host", "school"):
        move(page, triangle, f"sign_{party}")
    staff.look("an agreement of three")
    move(page, assignment, "start")
    move(page, assignment, "deliver", student_hours="400", result_url="https://www.diva-portal.org/exempel")
    reply(latest_link(house, "anna@exempel-sag.example"), "the company's grade", score="5")
    page.goto(assignment)
    page.locator("#panel-university_node-next_step").get_by_role("link", name="Kommun").click()
    page.wait_for_url(re.compile(r"/verdicts/[0-9a-f-]{36}$"))
    move(page, urlsplit(page.url).path, "grade", score="4")
    move(page, assignment, "follow_up", outcome="Spillet har halverats.")

    page.goto(f"{BASE}/perspectives/municipality")
    assert page.locator(".stat", has_text="Levererade uppdrag").locator(".figure").inner_text() == "5"
    page.goto(f"{BASE}/perspectives/business")
    page.get_by_role("link", name="Mindre spill vid kapning").first.wait_for()
    page.goto(assignment)
    page.locator("main .badge", has_text="Uppföljt").first.wait_for()
    sell_where_the_student_was(page, visitor, house)
    assert not staff.wrong + visitor.wrong, "\n".join(staff.wrong + visitor.wrong)


def sell_where_the_student_was(page, visitor, house):
    """A market is chosen, a student is placed there, a lead comes home, and its agreement moves the goal."""
    page.goto("/search?q=Exempel+S%C3%A5g+AB")
    page.get_by_role("main").get_by_role("link", name="Exempel Såg AB").first.click()
    page.wait_for_url("**/organisations/*")
    company = urlsplit(page.url).path.rpartition("/")[2]
    page.goto(f"/export_deals/markets/new?organisation_id={company}&country=LV")
    save(page)
    move(page, urlsplit(page.url).path, "choose")
    wished = page.locator(f"a[href*='{BASE}/placements/']", has_text="Lettland").first
    for _try in range(30):
        page.goto(f"{BASE}/placements?view=list")
        if wished.count():
            break
    placement = wished.get_attribute("href")
    for name, answers in (
        ("offer", {"place": "Riga"}),
        ("match", {}),
        ("agree", {}),
        ("start", {}),
        ("complete", {}),
        ("debrief", {"learnt": "Byggare frågar efter limträ.", "led_to_lead": "yes"}),
    ):
        move(page, placement, name, **answers)

    page.goto(f"/export_deals/leads/new?organisation_id={company}&country=LV")
    page.fill("[name=title]", "Limträ till Riga")
    save(page)
    lead = urlsplit(page.url).path
    move(page, lead, "qualify")
    move(page, lead, "negotiate")
    move(page, lead, "sign", kind="sales", signed_on=date.today().isoformat())
    page.wait_for_url("**/export_deals/agreements/*")
    move(page, urlsplit(page.url).path, "ask", recipient_email="vd@exempel-sag.example")
    page.goto("/")
    goal = page.locator("article.goal", has_text="Fler exportavtal").locator(".of")
    before = int(goal.inner_text().split()[0])
    company_page = visitor.page
    company_page.goto(latest_link(house, "vd@exempel-sag.example"))
    company_page.locator("[name=verdict][value=agree]").check()
    company_page.fill("[name=answered_by]", "Vera Exempel")
    company_page.locator("[name=without_help][value=little]").check()
    for question in ("at_risk", "prerequisite", "sped_up", "larger"):
        company_page.locator(f"[name={question}][value=yes]").check()
    company_page.locator("[name=story][value=named]").check()
    company_page.click("main button.primary")
    company_page.get_by_role("heading", level=1, name="Tack för ditt svar").wait_for()
    page.locator("article.goal .of", has_text=re.compile(rf"^{before + 1} av")).wait_for()


def save(page):
    page.click("main button.primary")
    page.wait_for_url(re.compile(r"/[0-9a-f-]{36}$"))


def apply(visitor, house):
    """A student shows interest on the public page, and looks at what is kept."""
    student = visitor.page
    visitor.visit(f"{BASE}/open?language=en")
    visitor.visit(f"{BASE}/open?language=sv")
    student.get_by_role("link", name="Mindre spill vid kapning").click()
    visitor.look("an assignment as students see it")
    student.click("main button.primary")
    student.locator(".error-summary").wait_for()
    visitor.look("interest without consent")
    student.fill("[name=name]", "Demo Student Berättelse")
    student.fill("[name=email]", STUDENT)
    student.select_option("[name=institution_id]", index=1)
    student.fill("[name=programme]", "Demoprogrammet")
    student.fill("[name=words]", "Jag har sommarjobbat på såg.")
    student.check("[name=consent]")
    student.click("main button.primary")
    student.wait_for_url("**/thanks**")
    visitor.visit(latest_link(house, STUDENT))


def test_what_was_asked_for_and_a_need_by_its_link_are_for_everybody(audit, house):
    page = audit.page
    audit.visit(f"{BASE}/find-expert?need=torkning")
    page.goto(f"{BASE}/season")
    page.select_option("[name=season]", index=3)
    page.locator("form.filters button").click()
    audit.look("the board of one season")
    invite(page)
    audit.visit(latest_link(house))
    assert not audit.wrong, "\n".join(audit.wrong)


def invite(page):
    """Mail a company its link to the three fields."""
    page.goto("/search?q=Exempel+Granit+AB")
    page.get_by_role("main").get_by_role("link", name="Exempel Granit AB").first.click()
    page.locator("#panel-university_node-organisation form[action$=invite] button").click()
    page.locator("dialog[open] button.primary, dialog[open] button.danger").first.click()
    page.locator(".flash, .toast, [role=status]").locator("visible=true").first.wait_for()
