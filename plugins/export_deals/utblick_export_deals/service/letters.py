"""The mails to companies: the question whether an agreement is right, and a reminder of it."""

from utblick.api import Context, Ref, send_mail
from utblick_export_deals.models import Agreement, Confirmation


def send_question(ctx: Context, agreement: Agreement, question: Confirmation, link: str) -> None:
    """Write the mail that asks the company, in the recipient's language."""
    _send(ctx, agreement, question, link, text="export_deals/mail/question")


def send_reminder(ctx: Context, agreement: Agreement, question: Confirmation, link: str) -> None:
    """Write the mail that reminds the company before the link expires."""
    _send(ctx, agreement, question, link, text="export_deals/mail/reminder")


def _send(ctx: Context, agreement: Agreement, question: Confirmation, link: str, *, text: str) -> None:
    send_mail(
        ctx,
        text,
        to=question.recipient_email,
        language=question.language,
        ref=Ref("export_deals", "agreement", agreement.id),
        title=agreement.title,
        day=agreement.signed_on,
        company=ctx.organisations.get(agreement.organisation_id).name,
        name=question.recipient_name,
        key=link.rpartition("/")[2],
        key_until=question.expires_at,
        link=f"{link}?language={question.language}",
        until=question.expires_at,
    )
