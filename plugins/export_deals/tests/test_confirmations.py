"""Confirmations: asked by a link that works once and for a while, answered by the company alone."""

from datetime import timedelta

import pytest

from utblick.api import Conflict, Gone, Invalid, NotFound, token_hash
from utblick_export_deals import jobs, queries, service
from utblick_export_deals.forms import CompanyAnswer

NO = {"verdict": "disagree", "answered_by": "Anna Exempel", "dispute_reason": "Vi skrev aldrig på."}


def names(published):
    return [name for name, _data in published() if name.startswith("export_deals.")]


def test_asking_writes_no_token_to_the_database(platform, make_agreement, ask):
    agreement_id = make_agreement()
    token = ask(agreement_id)

    with platform.read() as ctx:
        [question] = queries.open_questions(ctx, agreement_id)
        state = queries.agreement(ctx, agreement_id).state
    assert question.token_hash == token_hash(token)
    assert token not in str(question.model_dump())
    assert state == "asked"


def test_the_mail_goes_to_the_person_in_the_persons_language(platform, make_agreement, now, company):
    agreement_id = make_agreement()

    with platform.write(now=now) as ctx:
        [person] = ctx.people.at(company)
        asked = service.ask_company(ctx, agreement_id, {"person_id": person.id}).confirmation

    assert (asked.recipient_email, asked.recipient_name, asked.language) == (
        "anna@sag.example",
        "Anna Exempel",
        "en",
    )


def test_without_a_name_the_mail_goes_to_the_main_contact(platform, make_agreement, now):
    agreement_id = make_agreement()

    with platform.write(now=now) as ctx:
        asked = service.ask_company(ctx, agreement_id, {}).confirmation

    assert (asked.recipient_email, asked.recipient_name) == ("anna@sag.example", "Anna Exempel")


def test_a_company_without_any_address_is_refused_at_the_field(platform, make_agreement, now):
    with platform.write() as ctx:
        unknown = ctx.organisations.register("Exempel Tyst AB", municipality="2132").id
    agreement_id = make_agreement(organisation_id=unknown)

    with platform.read() as ctx, pytest.raises(Invalid) as refused:
        service.ask_company(ctx, agreement_id, {})

    assert [problem.field for problem in refused.value.problems] == ["recipient_email"]


def test_a_yes_confirms_and_is_caused_by_the_signing(platform, make_agreement, ask, reply, yes, published):
    agreement_id = make_agreement()
    reply(ask(agreement_id), yes)

    assert names(published) == [
        "export_deals.agreement.signed",
        "export_deals.agreement.confirmed",
        "export_deals.story.consented",
    ]
    with platform.read() as ctx:
        assert queries.agreement(ctx, agreement_id).state == "confirmed"


def test_the_events_of_a_deal_form_one_chain_of_causes(platform, make_lead, ask, reply, yes, now, logged):
    lead_id = make_lead("negotiating")
    with platform.write(now=now) as ctx:
        signing = {"kind": "sales", "signed_on": now.date(), "currency": "EUR"}
        agreement_id = service.sign_lead(ctx, lead_id, signing).id
    reply(ask(agreement_id), yes)

    opened, qualified, signed, confirmed, told = logged("export_deals.")
    assert (opened.cause, qualified.cause, signed.cause, confirmed.cause, told.cause) == (
        None,
        opened.id,
        qualified.id,
        signed.id,
        confirmed.id,
    )


def test_confirmed_tells_the_same_facts_as_signed(make_agreement, ask, reply, yes, published):
    agreement_id = make_agreement()
    reply(ask(agreement_id), yes)

    told = dict(published())
    assert told["export_deals.agreement.confirmed"] == told["export_deals.agreement.signed"]
    assert told["export_deals.story.consented"] == {
        "agreement_id": str(agreement_id),
        "organisation_id": told["export_deals.agreement.signed"]["organisation_id"],
        "named": True,
    }


def test_a_no_to_the_story_is_not_told(make_agreement, ask, reply, yes, published):
    reply(ask(make_agreement()), {**yes, "story": "no"})

    assert names(published)[-1] == "export_deals.agreement.confirmed"


def test_a_no_disputes_the_agreement_with_its_reason(platform, make_agreement, ask, reply, published):
    agreement_id = make_agreement()
    reply(ask(agreement_id), NO)

    with platform.read() as ctx:
        disputed = queries.agreement(ctx, agreement_id)
    assert (disputed.state, disputed.reason) == ("disputed", "Vi skrev aldrig på.")
    assert names(published)[-1] == "export_deals.agreement.disputed"


def test_a_later_dispute_takes_the_confirmation_back(platform, make_agreement, ask, reply, yes, logged):
    agreement_id = make_agreement()
    reply(ask(agreement_id), yes)
    with platform.write() as ctx:
        service.dispute_agreement(ctx, agreement_id, {"reason": "Köparen hoppade av"})

    by_name = {event.name: event for event in logged("export_deals.")}
    disputed, confirmed = (
        by_name["export_deals.agreement.disputed"],
        by_name["export_deals.agreement.confirmed"],
    )
    assert disputed.retracts == confirmed.id


def test_a_link_works_once(make_agreement, ask, reply, yes, published):
    token = ask(make_agreement())
    reply(token, yes)
    before = published()

    with pytest.raises(Gone):
        reply(token, NO)

    assert published() == before


def test_looking_does_not_use_the_link_up(platform, make_agreement, ask, reply, yes, now):
    token = ask(make_agreement())
    for _look in range(3):
        with platform.write(now=now) as ctx:
            service.open_question(ctx, token)

    reply(token, yes)


def test_an_unknown_link_is_not_found(platform, now):
    with platform.read() as ctx, pytest.raises(NotFound):
        service.open_question(ctx, "a" * 43)


def test_sending_again_makes_the_old_link_worthless(make_agreement, ask, reply, yes):
    agreement_id = make_agreement()
    old = ask(agreement_id)
    new = ask(agreement_id)

    with pytest.raises(Gone):
        reply(old, yes)
    reply(new, yes)


def test_an_expired_link_is_refused_even_before_the_job_has_run(
    make_agreement, ask, reply, yes, now, published
):
    token = ask(make_agreement())
    before = published()

    with pytest.raises(Gone):
        reply(token, yes, at=now + timedelta(days=30))

    assert published() == before


def test_questions_lapse_by_the_clock_and_can_be_asked_again(platform, make_agreement, ask, now):
    agreement_id = make_agreement()
    ask(agreement_id)

    with platform.write(now=now + timedelta(days=31)) as ctx:
        assert jobs.lapse_confirmations(ctx) == "1 question to a company lapsed."
    with platform.read() as ctx:
        assert queries.agreement(ctx, agreement_id).state == "lapsed"

    ask(agreement_id, at=now + timedelta(days=32))
    with platform.read() as ctx:
        assert queries.agreement(ctx, agreement_id).state == "asked"


def test_a_company_is_reminded_once_with_a_link_that_works(platform, make_agreement, ask, reply, yes, now):
    agreement_id = make_agreement()
    old = ask(agreement_id)

    with platform.write(now=now + timedelta(days=10)) as ctx:
        assert service.remind_companies(ctx) == 0
    with platform.write(now=now + timedelta(days=24)) as ctx:
        assert service.remind_companies(ctx) == 1
    with platform.write(now=now + timedelta(days=25)) as ctx:
        assert service.remind_companies(ctx) == 0
        [question] = queries.open_questions(ctx, agreement_id)

    assert question.token_hash != token_hash(old)
    assert question.expires_at == now + timedelta(days=30)


def test_annulling_closes_the_link(platform, make_agreement, ask, reply, yes):
    agreement_id = make_agreement()
    token = ask(agreement_id)
    with platform.write() as ctx:
        service.annul_agreement(ctx, agreement_id, {"reason": "Fel företag"})

    with pytest.raises(Gone):
        reply(token, yes)


@pytest.mark.parametrize("missing", ["without_help", "at_risk", "prerequisite", "sped_up", "larger", "story"])
def test_a_yes_needs_every_question_answered(make_agreement, ask, reply, yes, missing):
    token = ask(make_agreement())

    with pytest.raises(Invalid) as refused:
        reply(token, {**yes, missing: ""})
    assert [problem.field for problem in refused.value.problems] == [missing]

    reply(token, yes)


def test_a_no_needs_a_reason_and_a_name(make_agreement, ask, reply):
    token = ask(make_agreement())

    with pytest.raises(Invalid) as refused:
        reply(token, {"verdict": "disagree"})

    assert {problem.field for problem in refused.value.problems} == {"answered_by", "dispute_reason"}


def test_a_company_never_confirms_details_that_it_has_not_seen(
    platform, make_agreement, ask, yes, now, published
):
    agreement_id = make_agreement()
    token = ask(agreement_id)
    with platform.write(now=now) as ctx:
        agreement = queries.agreement(ctx, agreement_id)
        seen = agreement.version
        service.update_agreement(ctx, agreement, {"title": "Något annat"})
    before = published()

    with platform.write(now=now) as ctx, pytest.raises(Invalid) as refused:
        service.answer_question(ctx, token, CompanyAnswer.model_validate({**yes, "seen": seen}))

    assert [problem.field for problem in refused.value.problems] == [""]
    assert published() == before


def test_a_confirmed_agreement_is_not_asked_about_again(platform, make_agreement, ask, reply, yes):
    agreement_id = make_agreement()
    reply(ask(agreement_id), yes)

    with pytest.raises(Conflict):
        ask(agreement_id)


def test_a_disputed_agreement_can_be_confirmed_after_all(
    platform, make_agreement, ask, reply, yes, published
):
    agreement_id = make_agreement()
    reply(ask(agreement_id), NO)
    reply(ask(agreement_id), {**yes, "story": "no"})

    assert names(published)[-2:] == ["export_deals.agreement.disputed", "export_deals.agreement.confirmed"]


def test_what_the_company_answered_is_kept(platform, make_agreement, ask, reply, yes):
    token = ask(make_agreement())
    reply(token, {**yes, "correction": "Värdet är 98 000 euro."})

    with platform.read() as ctx:
        kept = queries.question_of(ctx, token)
    assert kept is not None
    assert (kept.without_help, kept.larger, kept.rating_contacts, kept.rating_profile) == (
        "little",
        "no",
        5,
        None,
    )
    assert (kept.correction, kept.story_consent, kept.story_form) == ("Värdet är 98 000 euro.", True, "named")
