"""A person asks what is held about them, and is erased: everywhere, by everybody, or it is said where not."""

import json
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import pytest
from sqlmodel import select

from utblick.access.models import AuditEntry
from utblick.context import Ref
from utblick.declare import PersonalData
from utblick.errors import NotFound
from utblick.i18n import Msg, _
from utblick.identity import merge, service
from utblick.identity.models import Organisation, Person
from utblick.identity.registers.imports import running, staging
from utblick.mail.models import Mail
from utblick.privacy.erasing import answers_of, erase_person, try_again
from utblick.privacy.report import access_report, as_json
from utblick.records.comments import Comment
from utblick.records.files import keep_file
from utblick.records.tasks import add_task
from utblick.registry import Quarantined
from utblick.testing.scan import places_of
from utblick.web.request import Upload
from utblick_export_deals import service as deals
from utblick_export_deals.forms import CompanyAnswer
from utblick_export_deals.models import Agreement, Confirmation

NAME, OLD_NAME = "Åsa Sökvist-Exempel", "Asa Sökvist"
MAIL, OLD_MAIL, WORK_MAIL = "asa@sokvist.example", "asa.gammal@sokvist.example", "asa.sokvist@sag.example"
PHONE, WORK_PHONE, ORCID = "070-174 06 05", "0652-174 06 06", "0000-0002-1825-0097"
WORDS = (NAME, "Sökvist", MAIL, OLD_MAIL, WORK_MAIL, PHONE, WORK_PHONE, ORCID)
REGISTER = f"Namn;Org.nr;Kontaktperson;E-post;Mobil\nExempel Bageri;559980-0033;{NAME};{MAIL};{PHONE}\n"
AGREES = {"verdict": "agree", "answered_by": NAME, "without_help": "half", "at_risk": "no", "prerequisite": "no",
          "sped_up": "yes", "larger": "no", "story": "no"}  # fmt: skip


def seeded(platform):
    """A person who stands in every corner: registered, merged, imported, asked, written about."""
    with platform.write() as ctx:
        company = ctx.organisations.register(
            "Exempel Såg AB", municipality="2132", email="info@sag.example"
        ).id
        person = ctx.people.register(NAME, email=MAIL, phone="070-000 00 00", note=f"Ring {PHONE}").id
        ctx.people.join(person, company, role="Vd", email=WORK_MAIL, phone=WORK_PHONE)
        service.identify(ctx, scheme="orcid", value=ORCID, person_id=person)
        other = ctx.people.register(OLD_NAME, email=OLD_MAIL).id
    with platform.write() as ctx:
        service.change_person(ctx, ctx.people.get(person), {"phone": PHONE})
        merge.merge(ctx, "person", person, other)
    beside(platform, person)
    imported(platform)
    asked(platform, company, person)
    return company, person


def beside(platform, person):
    with platform.write() as ctx:
        ref = Ref("core", "person", person)
        ctx.session.add(
            Comment(plugin="core", kind="person", record_id=person, text=f"{NAME} vill bli ringd.")
        )
        add_task(ctx, f"Ring {NAME}", about=ref)
        keep_file(ctx, ref, Upload("cv.txt", "text/plain", 20, BytesIO(f"{NAME} {MAIL}".encode())))


def imported(platform):
    for text in (REGISTER, REGISTER.replace("Bageri;559980-0033", "Fisk;559980-0041")):
        with platform.write() as ctx:
            job = staging.receive(ctx, "register.csv", BytesIO(text.encode()))
            staging.choose_columns(ctx, job, {})
        running.IMPORTS.perform(platform, job.id)
        if text == REGISTER:
            with platform.write() as ctx:
                running.ask_to_run(ctx, staging.found(ctx, job.id))
            running.IMPORTS.perform(platform, job.id)


def asked(platform, company, person):
    """Two agreements: one that the person has confirmed, one that waits for an answer."""
    for title in ("Stugor", "Limträ"):
        with platform.write() as ctx:
            lead = deals.open_lead(ctx, {"title": title, "organisation_id": company, "country": "DE"}).id
            deals.qualify_lead(ctx, lead, {})
            deals.negotiate_lead(ctx, lead, {})
            agreement = deals.sign_lead(
                ctx, lead, {"kind": "sales", "signed_on": ctx.now.date(), "partner_name": "Muster GmbH"}
            ).id
            token = deals.ask_company(ctx, agreement, {"person_id": person}).link.rpartition("/")[2]
        if title == "Stugor":
            with platform.write() as ctx:
                seen = ctx.session.get(Agreement, agreement).version
                deals.answer_question(ctx, token, CompanyAnswer(seen=seen, **AGREES))


def names_of(platform):
    with platform.read() as ctx:
        return ctx.session.exec(select(Person.name)).all()


def erase(platform, person):
    with platform.write() as ctx:
        return erase_person(ctx, person)


def refusals(platform, erasure):
    return {answer.owner: str(answer.why) for answer in answers_of(erasure) if not answer.done}


def test_a_person_is_shown_everything_and_erased_everywhere(platform_on):
    platform = platform_on
    _company, person = seeded(platform)
    with platform.read() as ctx:
        report = access_report(ctx, person)
        told = json.dumps(as_json(ctx, report), ensure_ascii=False, default=str)
    assert [word for word in WORDS if word not in told] == []
    assert report.is_complete

    erasure = erase(platform, person)

    assert (erasure.state, refusals(platform, erasure), erasure.mentions) == ("done", {}, [])
    assert places_of(platform, *WORDS) == []
    assert list((platform.files_folder).glob("??/*")) == []
    with platform.read() as ctx, pytest.raises(NotFound):
        ctx.people.get(person)


def test_what_companies_did_stays_without_the_person(platform, published):
    company, person = seeded(platform)

    erase(platform, person)

    with platform.read() as ctx:
        assert ctx.session.get(Organisation, company).name == "Exempel Såg AB"
        answered = ctx.session.exec(select(Confirmation).where(Confirmation.state == "agreed")).one()
        assert (answered.without_help, answered.person_id, answered.answered_by) == ("half", None, "")
        actions = ctx.session.exec(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-2:] == ["person.erasure_asked", "person.erased"]
    assert published()[-1] == ("core.person.erased", {"person_id": str(person)})


def test_a_company_that_was_asked_by_way_of_the_person_is_not_reminded_into_the_void(platform):
    _company, person = seeded(platform)
    erase(platform, person)

    with platform.write() as ctx:
        assert deals.remind_companies(ctx) == 0


def test_an_import_can_still_be_undone(platform):
    _company, person = seeded(platform)
    erase(platform, person)
    with platform.read() as ctx:
        done = next(one for one in ctx.session.exec(select(staging.Import)) if one.state == "done")

    with platform.write() as ctx:
        running.ask_to_undo(ctx, staging.found(ctx, done.id))
    running.IMPORTS.perform(platform, done.id)

    with platform.read() as ctx:
        assert staging.found(ctx, done.id).counts["undone"] == 1
        assert "Exempel Bageri" not in ctx.session.exec(select(Organisation.name)).all()


def failing(platform, erase_):
    """Let export deals answer with this instead."""
    plugins = [
        replace(one, personal_data=replace(one.personal_data, erase=erase_))
        if one.name == "export_deals"
        else one
        for one in platform.registry.plugins
    ]
    platform.registry = replace(platform.registry, plugins=tuple(plugins))


def breaks(ctx, person_id):
    ctx.session.exec(select(Confirmation)).first().recipient_name = "half done"
    raise RuntimeError(f"no idea what to do with {MAIL}")


def refuses(ctx, person_id):
    from utblick.errors import Conflict

    raise Conflict(_("{name} is needed for the accounts.", name=ctx.people.get(person_id).name))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (breaks, "It stopped with an error (RuntimeError). The log says more."),
        (refuses, "… is needed for the accounts."),
        (lambda _ctx, _person_id: 0, "2 rows in Confirmations still point at the person."),
    ],
)
def test_a_plugin_that_does_not_let_go_is_named_and_the_erasure_can_be_tried_again(platform, how, said):
    _company, person = seeded(platform)
    whole = platform.registry
    failing(platform, how)

    erasure = erase(platform, person)

    assert erasure.state == "open"
    assert refusals(platform, erasure)["export_deals"] == said
    assert "lets go last" in refusals(platform, erasure)["core"]
    assert NAME in names_of(platform)
    assert places_of(platform, "half done") == []
    platform.registry = whole
    with platform.write() as ctx:
        assert try_again(ctx, erasure.id).tries == 2
    assert places_of(platform, *WORDS) == []


def test_a_plugin_that_was_set_aside_and_one_that_is_off_keep_the_erasure_open(platform):
    _company, person = seeded(platform)
    whole = platform.registry
    names = ("core",)
    platform.registry = replace(
        whole,
        plugins=tuple(one for one in whole.plugins if one.name in names),
        quarantined=(Quarantined("export_deals", "ImportError: typst"),),
    )

    erasure = erase(platform, person)

    assert set(refusals(platform, erasure)) == {*platform.settings.plugins, "core"}
    assert "ImportError: typst" in refusals(platform, erasure)["export_deals"]
    assert "utblick plugin purge evaluation" in refusals(platform, erasure)["evaluation"]
    assert NAME in names_of(platform)


def test_a_plugin_that_says_nothing_of_people_is_not_taken_for_one_that_holds_nothing(platform):
    _company, person = seeded(platform)
    plugins = (
        replace(one, personal_data=None) if one.name == "evaluation" else one
        for one in platform.registry.plugins
    )
    platform.registry = replace(platform.registry, plugins=tuple(plugins))

    assert "does not say what it holds" in refusals(platform, erase(platform, person))["evaluation"]


def test_a_report_names_who_could_not_answer(platform):
    _company, person = seeded(platform)

    def broken(_ctx, _person_id):
        raise RuntimeError

    nothing = PersonalData(purposes=(), export=broken, erase=lambda _ctx, _id: 0, retention=Msg(""))
    plugins = (
        replace(one, personal_data=nothing) if one.name == "evaluation" else one
        for one in platform.registry.plugins
    )
    platform.registry = replace(platform.registry, plugins=tuple(plugins))

    with platform.read() as ctx:
        report = access_report(ctx, person)
        parts = {part["owner"]: part["missing"] for part in as_json(ctx, report)["parts"]}
    assert not report.is_complete
    assert (parts["core"], parts["export_deals"]) == (None, None)
    assert "RuntimeError" in parts["evaluation"]


def test_texts_of_others_that_name_the_person_are_listed_for_somebody_to_look_at(platform):
    company, person = seeded(platform)
    with platform.write() as ctx:
        ctx.organisations.get(company).note = f"Fråga {NAME} först."
        ctx.session.add(
            Comment(plugin="core", kind="organisation", record_id=company, text=f"{MAIL} svarar.")
        )

    with platform.read() as ctx:
        before = {(str(one.table), one.name) for one in access_report(ctx, person).mentions}
    erasure = erase(platform, person)

    assert before == {("Organisations", "Exempel Såg AB"), ("Comments", "Exempel Såg AB")}
    assert erasure.state == "done"
    assert {(one["table"], one["ref"]) for one in erasure.mentions} == {
        ("core_organisation", f"core/organisation/{company}"),
        ("core_comment", f"core/organisation/{company}"),
    }


def test_what_two_people_share_is_nobodys_alone(platform):
    with platform.write() as ctx:
        company = ctx.organisations.register(
            "Exempel Såg AB", email="info@sag.example", phone="0652-1 00 00"
        ).id
        gone = ctx.people.register("Ann Exempel", email="info@sag.example", phone="0652-1 00 00").id
        kept = ctx.people.register("Ann Exempel", email="ann@annan.example", phone="070-1 00 00 00").id
        ctx.people.join(gone, company)
        ctx.session.add(
            Mail(to="info@sag.example", subject="Hej", body_text="Hej", body_html="Hej", language="sv", kind="x",
                 next_try_at=ctx.now, created_at=ctx.now)
        )  # fmt: skip

    assert erase(platform, gone).state == "done"
    with platform.read() as ctx:
        assert ctx.people.get(kept).name == "Ann Exempel"
        assert ctx.organisations.get(company).email == "info@sag.example"
        assert ctx.session.exec(select(Mail.to)).all() == ["info@sag.example"]
        assert ctx.session.get(Person, UUID(int=0)) is None
