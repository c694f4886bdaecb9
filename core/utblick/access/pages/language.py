"""Changing the language: kept with the user who is signed in, in a cookie for a visitor."""

from utblick.access import users
from utblick.access.cookies import language_cookie
from utblick.access.pages.reading import value
from utblick.access.pages.sign_in import safe_next
from utblick.context import Context
from utblick.errors import Invalid
from utblick.i18n import _
from utblick.web.routing import Redirect, post, redirect


@post("/language", public=True)
def choose(ctx: Context) -> Redirect:
    """Speak another language from here on."""
    language = value(ctx, "language")
    if language not in ctx.settings.municipality.languages:
        raise Invalid({"language": _("Choose one of the values in the list.")})
    if ctx.actor.kind == "user":
        user = users.own(ctx)
        user.language = language
        ctx.session.add(user)
        ctx.platform.sessions.forget_after(ctx.session)
    elif ctx.request is not None:
        ctx.request.set_cookies.append(language_cookie(ctx.settings, language))
    return redirect(safe_next(value(ctx, "back")))
