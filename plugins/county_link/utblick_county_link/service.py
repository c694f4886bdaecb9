"""What can be done with introductions: ask the county, ask a company, let contact details go by consent."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import (
    Actor,
    Conflict,
    Context,
    Gone,
    Invalid,
    NotFound,
    Ref,
    _,
    add_task,
    audit,
    send_mail,
    token_hash,
)
from utblick_county_link import envelopes, queries
from utblick_county_link.events import InquiryGranted, IntroductionClosed, IntroductionRequested
from utblick_county_link.models import Answer, Inquiry, InquiryState, Introduction, IntroductionState
from utblick_county_link.settings import CountyLinkSettings


def draft_introduction(ctx: Context, values: Mapping[str, Any]) -> Introduction:
    """Write a question down; nobody else sees it yet."""
    made = Introduction(**{"owner_id": ctx.actor.user_id, **values})
    ctx.session.add(made)
    ctx.session.flush()
    return made


def ask_county(ctx: Context, introduction_id: UUID, answers: Mapping[str, Any]) -> Introduction:
    """Put the question to the county: its words, the country and the trade leave the house."""
    asked = queries.introduction(ctx, introduction_id)
    if asked.state != IntroductionState.DRAFT:
        raise Conflict(_("The question has been asked already."))
    asked.state, asked.asked_on = IntroductionState.ASKED, ctx.today
    ctx.session.add(asked)
    ctx.publish(
        IntroductionRequested(
            introduction_id=asked.id,
            title=asked.title,
            country=asked.country,
            place=asked.place,
            section=asked.section,
            about=asked.about,
            reply_key=envelopes.reply_key(ctx, asked.id),
        )
    )
    return asked


def close_introduction(ctx: Context, introduction_id: UUID, answers: Mapping[str, Any]) -> Introduction:
    """Ask no more."""
    closed = queries.introduction(ctx, introduction_id)
    was_asked = closed.state in {IntroductionState.ASKED, IntroductionState.ANSWERED}
    closed.state = IntroductionState.CLOSED
    ctx.session.add(closed)
    if was_asked:
        ctx.publish(IntroductionClosed(introduction_id=closed.id))
    return closed


def keep_answer(
    ctx: Context, introduction_id: UUID, *, match_id: UUID, municipality: str, sealed: str
) -> Answer | None:
    """Open contact details that came for a question of ours; None for one that was closed meanwhile."""
    asked = ctx.session.get(Introduction, introduction_id)
    if asked is None or asked.state == IntroductionState.CLOSED:
        return None
    if (held := queries.answer_by_match(ctx, match_id)) is not None:
        return held
    card = envelopes.unseal(ctx, introduction_id, sealed)
    answer = Answer(
        introduction_id=asked.id,
        match_id=match_id,
        municipality=municipality,
        received_on=ctx.today,
        **card.model_dump(),
    )
    asked.state = IntroductionState.ANSWERED
    ctx.session.add_all([answer, asked])
    ctx.session.flush()
    about = Ref("county_link", "introduction", asked.id)
    audit(ctx, "county.contact_received", about, municipality=municipality, match=str(match_id))
    add_task(ctx, ctx.translate(_("Get in touch: a way to what we asked for")), about=about)
    return answer


def receive_inquiry(ctx: Context, values: Mapping[str, Any]) -> Inquiry:
    """Keep a question of another municipality that the county thinks we can help with."""
    held = queries.inquiry_by_match(ctx, values["match_id"])
    if held is not None:
        return held
    made = Inquiry(**values, received_on=ctx.today)
    ctx.session.add(made)
    ctx.session.flush()
    return made


def ask_company(ctx: Context, inquiry_id: UUID, answers: Mapping[str, Any]) -> str:
    """Mail a company of ours a link to say whether it wants to be introduced; returns the link."""
    inquiry = queries.inquiry(ctx, inquiry_id)
    if inquiry.state not in {InquiryState.RECEIVED, InquiryState.ASKED, InquiryState.LAPSED}:
        raise Conflict(_("No company can be asked any more: the question is settled."))
    company = ctx.organisations.get(answers["organisation_id"])
    person = ctx.people.get(answers["person_id"]) if answers.get("person_id") else None
    if person is None:
        person = next((one for one in ctx.people.at(company.id) if one.email), None)
    if person is None or not person.email:
        raise Invalid({"person_id": _("Choose a person who has an e-mail address.")})
    days = ctx.plugin_settings(CountyLinkSettings).link_valid_days
    token = secrets.token_urlsafe(32)
    inquiry.organisation_id, inquiry.person_id = company.id, person.id
    inquiry.recipient_name, inquiry.recipient_email = person.name, person.email
    inquiry.language = person.language or "sv"
    inquiry.token_hash, inquiry.expires_at = token_hash(token), ctx.now + timedelta(days=days)
    inquiry.state = InquiryState.ASKED
    ctx.session.add(inquiry)
    link = ctx.url(f"/county_link/consent/{token}")
    send_mail(
        ctx,
        "county_link/mail/consent",
        to=person.email,
        language=inquiry.language,
        ref=Ref("county_link", "inquiry", inquiry.id),
        key=token,
        key_until=inquiry.expires_at,
        name=inquiry.recipient_name,
        company=company.name,
        title=inquiry.title,
        day=inquiry.expires_at,
        link=f"{link}?language={inquiry.language}",
    )
    return link


def close_inquiry(ctx: Context, inquiry_id: UUID, answers: Mapping[str, Any]) -> Inquiry:
    """Let the question be; nobody outside of the house hears of it."""
    inquiry = queries.inquiry(ctx, inquiry_id)
    inquiry.state, inquiry.token_hash = InquiryState.CLOSED, ""
    ctx.session.add(inquiry)
    return inquiry


def open_inquiry(ctx: Context, token: str, *, to_answer: bool = False) -> Inquiry:
    """The question that a link stands for, as long as it can be answered."""
    inquiry = queries.inquiry_of(ctx, token, lock=to_answer) if token else None
    if inquiry is None:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    if inquiry.state in {InquiryState.GRANTED, InquiryState.DECLINED}:
        raise Gone(_("The link has already been used: your answer is with the municipality. Thank you."))
    if inquiry.state != InquiryState.ASKED or inquiry.expires_at is None or inquiry.expires_at <= ctx.now:
        raise Gone(_("The time to answer has passed. Ask the municipality for a new link."))
    return inquiry


def card_of(ctx: Context, inquiry: Inquiry) -> envelopes.Card:
    """Exactly what would leave the house if the company consents."""
    assert inquiry.organisation_id is not None
    person = ctx.people.get(inquiry.person_id) if inquiry.person_id else None
    return envelopes.Card(
        company=ctx.organisations.get(inquiry.organisation_id).name,
        person=inquiry.recipient_name,
        email=inquiry.recipient_email,
        phone=person.phone if person else "",
    )


def answer_inquiry(ctx: Context, token: str, *, consents: bool) -> Inquiry:
    """Take the company's answer once. Only a yes leaves the house, sealed for the municipality that asked."""
    inquiry = open_inquiry(ctx, token, to_answer=True)
    inquiry.answered_at = ctx.now
    inquiry.state = InquiryState.GRANTED if consents else InquiryState.DECLINED
    ctx.session.add(inquiry)
    if consents:
        by_link = replace(ctx, actor=Actor("link", inquiry.id, language=ctx.language))
        sealed = envelopes.seal(card_of(ctx, inquiry), inquiry.reply_key)
        by_link.publish(InquiryGranted(inquiry_id=inquiry.id, match_id=inquiry.match_id, sealed=sealed))
        audit(
            by_link,
            "county.contact_sent",
            Ref("county_link", "inquiry", inquiry.id),
            municipality=inquiry.municipality,
            match=str(inquiry.match_id),
        )
    return inquiry


def lapse_overdue(ctx: Context) -> int:
    """Close links whose time has passed; gives how many. Silence is told to nobody."""
    found = queries.overdue(ctx)
    for inquiry in found:
        inquiry.state, inquiry.token_hash = InquiryState.LAPSED, ""
        ctx.session.add(inquiry)
    return len(found)


def let_answers_go(ctx: Context) -> int:
    """Remove contact details of others that have been kept for as long as the settings say."""
    days = ctx.plugin_settings(CountyLinkSettings).keep_answers_days
    found = queries.answers_before(ctx, ctx.today - timedelta(days=days))
    for answer in found:
        ctx.session.delete(answer)
    return len(found)
