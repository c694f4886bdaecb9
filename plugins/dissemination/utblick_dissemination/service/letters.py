"""The letters to organisations: here is the text, so is a consent taken back, now it is published."""

from datetime import timedelta

from utblick.api import Context, Ref, send_mail
from utblick_dissemination.models import Consent, Story
from utblick_dissemination.service.keys import withdraw_key
from utblick_dissemination.service.telling import PUBLIC
from utblick_dissemination.texts import title_of

AGREED, PUBLISHED = "agreed", "published"


def ask(ctx: Context, story: Story, consent: Consent, token: str) -> None:
    """Ask an organisation whether its story may be told with the text as it is written."""
    _send(ctx, story, consent, "question", key=token, key_until=consent.expires_at, link=f"/consent/{token}")


def write(ctx: Context, story: Story, consent: Consent, about: str) -> None:
    """Write to whoever has consented, with the link by which the consent is taken back; with an address."""
    if not consent.recipient_email:
        return
    key = withdraw_key(ctx, consent.id, consent.nonce)
    until = ctx.now + timedelta(days=90)  # the link works for ever; a mail that waits so long is not sent
    _send(ctx, story, consent, about, key=key, key_until=until, link=f"/withdraw/{key}")


def _send(ctx: Context, story: Story, consent: Consent, about: str, *, link: str, **values: object) -> None:
    said = f"?language={consent.language}"
    send_mail(
        ctx,
        f"dissemination/mail/{about}",
        to=consent.recipient_email,
        language=consent.language,
        ref=Ref("dissemination", "story", story.id),
        title=title_of(story, consent.language),
        name=consent.recipient_name,
        expires_at=consent.expires_at,
        link=ctx.url(f"/dissemination{link}") + said,
        public=ctx.url(f"{PUBLIC}/{story.id}") + said,
        **values,  # type: ignore[arg-type]
    )
