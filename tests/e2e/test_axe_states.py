"""The pages between pages, held to the same: refused forms, nothing found, not allowed, the steps of an import, the journey of an account."""

import re
from urllib.parse import urlsplit

import pyotp
import pytest

from utblick.testing.whole import only_whole

SMALL_REGISTER = (
    "Företagsnamn;Org.nr;Ort;Kommun;Anställda\n"
    "Exempel Provning AB;559980-9991;Gnarp;Nordanstig;4\n"
    "Exempel Trahus AB;;Bergsjö;Nordanstig;12\n"
    ";;Gnarp;Nordanstig;\n"
    "Exempel Person;811228-9874;Ilsbo;Nordanstig;1\n"
)


@pytest.fixture(
    params=[
        "sv",
        pytest.param(
            "en",
            marks=only_whole,
        ),
    ]
)
def language(request):
    return request.param


@pytest.fixture
def visitor(browser_at, look_at, language):
    """The window of somebody who is not signed in."""
    return look_at(browser_at(language=language, signed_in=False))


def test_pages_without_sign_in(visitor, administrator):
    page = visitor.page
    for path in ("/sign-in", "/forgotten", "/tillganglighet", "/export_deals/thanks?answer=disagree"):
        visitor.visit(path)
    visitor.visit("/finns-inte", 404)
    visitor.visit("/export_deals/confirm/finns-inte", 404)

    page.goto("/sign-in")
    page.fill("input[name=email]", "nobody@nordanstig.example")
    page.fill("input[name=password]", "not this one")
    submitted(visitor, "a wrong password", 401, 422)

    visitor.visit(link_in_mail(administrator, "Exempel Trähus AB: bekräfta"))
    submitted(visitor, "the company's answer with nothing filled in", 422)
    visitor.visit(link_in_mail(administrator, "Demo: Europa efter lunch"))
    visitor.visit(page.locator("main a[href*='/seminars/survey/']").get_attribute("href").partition("?")[0])
    submitted(visitor, "a survey with nothing filled in", 422)
    visitor.visit(link_in_mail(administrator, "Demo: vänorten som blev kund"))
    submitted(visitor, "a text that is answered with nothing filled in", 422)
    visitor.visit(link_in_mail(administrator, "Nu är den publicerad: Demo: första affären"))
    assert not visitor.wrong, "\n".join(visitor.wrong)


def test_pages_that_refuse_or_find_nothing(audit):
    page = audit.page
    for path in ("/organisations/new", "/export_deals/leads/new", "/admin/users/new"):
        page.goto(path)
        submitted(audit, f"{path} with nothing filled in", 422)
    audit.visit("/organisations?q=finns+inte")
    audit.visit("/export_deals/leads/board?q=finns+inte")
    audit.visit("/search?q=exempel")
    audit.visit("/search?q=finnsinte")
    audit.visit("/organisations/01a20aef-a9bd-7b7f-9a7b-b6ec9f813830", 404)
    audit.visit("/tasks?show=all")
    assert not audit.wrong, "\n".join(audit.wrong)


def test_a_page_that_is_not_allowed(browser_at, look_at):
    coordinator = look_at(browser_at())
    coordinator.visit("/admin/users", 403)
    assert not coordinator.wrong, "\n".join(coordinator.wrong)


def test_the_steps_of_an_import(audit, language):
    page = audit.page
    page.goto("/organisations/import")
    submitted(audit, "no file chosen", 422)
    upload(page, b"\x00\x01\x02" * 100)
    audit.look("a file that is no register")

    upload(page, SMALL_REGISTER.replace("Exempel P", f"Exempel {language} P").encode())
    page.locator("select[name=field]").first.wait_for()
    page.locator("main .primary").first.click()
    run = page.locator("main .actions button.primary")
    run.wait_for()
    audit.look("the preview of an import")
    run.click()
    page.locator("main .actions a.primary[href='/organisations']").wait_for()
    audit.look("the result of an import")
    assert not audit.wrong, "\n".join(audit.wrong)


def test_the_journey_of_an_account(visitor, administrator, language):
    email = f"ny.{language}@nordanstig.example"
    administrator.goto("/admin/users/new")
    administrator.fill("input[name=email]", email)
    administrator.fill("input[name=name]", "Nina Exempel")
    administrator.locator(f"input[name=language][value={language}]").check()
    administrator.locator("input[name=roles]").first.check()
    administrator.locator("main .primary").first.click()
    administrator.wait_for_url(lambda url: not url.endswith("/new"))

    page = visitor.page
    visitor.visit(link_in_mail(administrator, email))
    for field in page.locator("input[type=password]").all():
        field.fill("en-lång-strand-i-norr")
    submitted(visitor, "the first page of a new colleague", 200)

    page.goto("/me/second-factor")
    page.locator("input[type=password]").fill("en-lång-strand-i-norr")
    submitted(visitor, "the key of the second factor", 200)
    key = page.locator("code").first.inner_text().replace(" ", "")
    page.fill("input[name=code]", pyotp.TOTP(key).now())
    submitted(visitor, "the recovery codes", 200)
    visitor.visit("/me/second-factor")

    page.context.clear_cookies()
    page.goto("/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", "en-lång-strand-i-norr")
    submitted(visitor, "the code at sign-in", 200)
    assert page.locator("input[name=code]").count() == 1

    page.goto("/forgotten")
    page.fill("input[name=email]", email)
    submitted(visitor, "a link for a new password has been asked for", 200)
    visitor.visit(link_in_mail(administrator, email))
    assert urlsplit(page.url).path.startswith("/reset/")
    assert not visitor.wrong, "\n".join(visitor.wrong)


def submitted(audit, name, *statuses):
    """Press the page's main button, and look at what comes of it."""
    with audit.page.expect_navigation() as shown:
        audit.page.locator("main button.primary").last.click()
    assert shown.value.status in statuses, (name, shown.value.status)
    audit.look(name)


def upload(page, content):
    page.goto("/organisations/import")
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("input[type=file]", [file])
    page.locator("main button.primary").click()
    page.wait_for_load_state()


def link_in_mail(administrator, named):
    """The link in the latest mail to somebody or about something, as the administrator hands it over."""
    administrator.goto("/admin/mail")
    administrator.locator("tbody tr", has_text=named).first.get_by_role("link").first.click()
    link = administrator.locator("input[readonly]").first.input_value()
    assert re.match(r"http://127\.0\.0\.1:\d+/", link)
    return urlsplit(link).path
