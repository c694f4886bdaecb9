"""Fetching the day's rates, where the installation has been told from where."""

from utblick.context import Context
from utblick.i18n import Msg, _, ngettext
from utblick.money.ecb import MOST_BYTES, UnreadableRates, read_rates
from utblick.money.rates import keep_rates


def fetch_rates(ctx: Context) -> Msg | None:
    """Fetch and keep the published rates; does nothing unless `money.ecb_url` is set."""
    url = ctx.settings.money.ecb_url
    if not url:
        return None
    rates = read_rates(_fetched(url))
    with ctx.platform.write() as writing:
        kept = keep_rates(writing.session, rates)
    return ngettext("{n} new rate", "{n} new rates", n=kept)


def _fetched(url: str) -> bytes:
    import httpx

    content = bytearray()
    try:
        with httpx.stream("GET", url, timeout=20, follow_redirects=True) as answer:
            answer.raise_for_status()
            for part in answer.iter_bytes():
                content += part
                if len(content) > MOST_BYTES:
                    break
    except httpx.HTTPError as error:
        raise UnreadableRates(
            _("The ECB's rates could not be fetched: {reason}", reason=str(error) or type(error).__name__)
        ) from None
    return bytes(content)
