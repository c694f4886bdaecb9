"""The letters to organisations: here is the text, so is a consent taken back, now it is published."""

from datetime import timedelta

from utblick.api import Context, Ref, Text, link_key, send_mail
from utblick_dissemination.models import WITHDRAW, Consent, Story
from utblick_dissemination.service.telling import PUBLIC
from utblick_dissemination.texts import AGREED, PUBLISHED, QUESTION
from utblick_dissemination.versions import title_of


def ask(ctx: Context, story: Story, consent: Consent, token: str) -> None:
    """Ask an organisation whether its story may be told with the text as it is written."""
    until = consent.expires_at
    _send(ctx, story, consent, QUESTION, key=token, key_until=until, link=f"/consent/{token}", until=until)


def confirm(ctx: Context, story: Story, consent: Consent) -> None:
    """Tell whoever has agreed so, with the link by which the consent is taken back; with an address."""
    _with_withdrawal(ctx, story, consent, AGREED)


def tell_published(ctx: Context, story: Story, consent: Consent) -> None:
    """Tell whoever has agreed that everybody can read the story now; with an address."""
    public = f"{ctx.url(f'{PUBLIC}/{story.id}')}?language={consent.language}"
    _with_withdrawal(ctx, story, consent, PUBLISHED, public=public)


def _with_withdrawal(ctx: Context, story: Story, consent: Consent, text: Text, **values: object) -> None:
    if not consent.recipient_email:
        return
    key = link_key(ctx, WITHDRAW, consent.id, consent.nonce)
    until = ctx.now + timedelta(days=90)  # the link works for ever; a mail that waits so long is not sent
    _send(ctx, story, consent, text, key=key, key_until=until, link=f"/withdraw/{key}", **values)


def _send(ctx: Context, story: Story, consent: Consent, text: Text, *, link: str, **values: object) -> None:
    send_mail(
        ctx,
        text.name,
        to=consent.recipient_email,
        language=consent.language,
        ref=Ref("dissemination", "story", story.id),
        title=title_of(story, consent.language),
        name=consent.recipient_name,
        link=f"{ctx.url(f'/dissemination{link}')}?language={consent.language}",
        **values,  # type: ignore[arg-type]
    )
