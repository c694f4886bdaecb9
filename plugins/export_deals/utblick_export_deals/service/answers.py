"""The company's answer: given once, by the link that it was sent."""

from dataclasses import replace

from utblick.api import Actor, Conflict, Context, Gone, Invalid, Msg, NotFound, _
from utblick_export_deals import queries
from utblick_export_deals.events import AgreementConfirmed, StoryConsented
from utblick_export_deals.forms import QUESTIONS, RATINGS, CompanyAnswer
from utblick_export_deals.models import Agreement, AgreementState, Confirmation, ConfirmationState
from utblick_export_deals.service.agreements import facts, mark_disputed
from utblick_export_deals.service.trail import tell, trail_of


def open_question(ctx: Context, token: str, *, to_answer: bool = False) -> Confirmation:
    """The question that a link stands for, as long as it can be answered; looking uses nothing up."""
    question = queries.question_of(ctx, token, lock=to_answer)
    if question is None:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    if question.state in (ConfirmationState.AGREED, ConfirmationState.DISAGREED):
        raise Gone(_("The link has already been used: your answer is with the municipality. Thank you."))
    if question.state == ConfirmationState.REPLACED:
        raise Gone(
            _("A newer link has been sent to you, or the question was withdrawn. Use the latest mail.")
        )
    if question.state == ConfirmationState.LAPSED or question.expires_at <= ctx.now:
        raise Gone(_("The time to answer has passed. Ask the municipality for a new link."))
    return question


def answer_question(ctx: Context, token: str, answer: CompanyAnswer) -> Confirmation:
    """Take the company's answer, use the link up, and tell the rest of the house what the company said."""
    question = open_question(ctx, token, to_answer=True)
    agreement = queries.agreement(ctx, question.agreement_id)
    _check(agreement, answer)
    by_link = replace(ctx, actor=Actor("link", question.id, language=ctx.language))
    _keep(ctx, question, answer)
    if answer.verdict == "disagree":
        question.state = ConfirmationState.DISAGREED
        mark_disputed(by_link, agreement, reason=answer.dispute_reason)
        return question
    question.state = ConfirmationState.AGREED
    _confirm(by_link, agreement, question)
    return question


def _confirm(ctx: Context, agreement: Agreement, question: Confirmation) -> None:
    agreement.state = AgreementState.CONFIRMED
    agreement.reason = ""
    trail = trail_of(ctx, agreement.id)
    confirmed = AgreementConfirmed(**facts(ctx, agreement))
    trail.confirmed_event_id = tell(ctx, agreement.id, confirmed, cause=trail.signed_event_id)
    if question.story_consent:
        tell(
            ctx,
            agreement.id,
            StoryConsented(
                agreement_id=agreement.id,
                organisation_id=agreement.organisation_id,
                named=question.story_form == "named",
            ),
        )


def _keep(ctx: Context, question: Confirmation, answer: CompanyAnswer) -> None:
    question.answered_at = ctx.now
    question.answered_by = answer.answered_by
    question.correction = answer.correction
    if answer.verdict == "disagree":
        question.dispute_reason = answer.dispute_reason
        return
    for name in QUESTIONS:
        setattr(question, name, getattr(answer, name))
    for name in RATINGS:
        given = getattr(answer, name)
        setattr(question, name, int(given) if given else None)
    question.story_consent = answer.story in ("named", "unnamed")
    question.story_form = answer.story if question.story_consent else ""


def _check(agreement: Agreement, answer: CompanyAnswer) -> None:
    if agreement.state != AgreementState.ASKED:
        raise Conflict(
            _("The municipality has changed the agreement since the link was sent. Ask for a new one.")
        )
    problems: dict[str, Msg] = {}
    if answer.verdict == "":
        problems["verdict"] = _("Say whether the details are right.")
    if not answer.answered_by:
        problems["answered_by"] = _("Write your name, so that we know who answered for the company.")
    if answer.verdict == "disagree" and not answer.dispute_reason:
        problems["dispute_reason"] = _("Say briefly what is not right.")
    if answer.verdict == "agree":
        unanswered = [name for name in QUESTIONS if not getattr(answer, name)]
        problems |= dict.fromkeys(unanswered, _("Choose one of the answers; “Don't know” is one of them."))
        if not answer.story:
            problems["story"] = _("Say whether the story may be told.")
    if answer.verdict == "agree" and answer.seen != agreement.version:
        problems[""] = _(
            "The municipality has changed the details since you opened the page. Look at them again."
        )
    if problems:
        raise Invalid(problems)
