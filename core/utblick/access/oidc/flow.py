"""Going to the provider and coming back: one state for one browser, and then an account."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import compare_digest, token_urlsafe
from uuid import UUID

from sqlmodel import select

from utblick.access import queries
from utblick.access.audit import audit
from utblick.access.cookies import OIDC, cookie_value, oidc_cookie
from utblick.access.credentials.links import make_link, use_link
from utblick.access.models import User, UserRole
from utblick.access.oidc import CALLBACK
from utblick.access.oidc.groups import follow_groups, roles_for
from utblick.access.oidc.provider import (
    Claims,
    ProviderRefused,
    authorize_url,
    believe,
    discover,
    fetch_id_token,
    logout_url,
)
from utblick.access.sessions import renew_session
from utblick.access.sign_in import admit, find_user
from utblick.context import Context
from utblick.errors import Gone, UtblickError
from utblick.i18n import _

_PURPOSE = "oidc"
_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where somebody who has come back goes on."""

    next: str
    linked: bool = False


def leave_for_provider(ctx: Context, *, next: str) -> str:
    """The provider's address to send the browser to; a signed-in user goes there to link the account."""
    settings = ctx.settings.sign_in.oidc
    provider = discover(settings)
    nonce, verifier = token_urlsafe(24), token_urlsafe(48)
    details = {"nonce": nonce, "verifier": verifier, "next": next}
    if ctx.actor.kind == "user":
        details["link"] = str(ctx.actor.id)
    with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
        state = make_link(writing, _PURPOSE, lasts=_LASTS, details=details)
    if ctx.request is not None:
        ctx.request.set_cookies.append(oidc_cookie(ctx.settings, state, seconds=int(_LASTS.total_seconds())))
    back = ctx.url(CALLBACK)
    return authorize_url(provider, settings, back=back, state=state, nonce=nonce, verifier=verifier)


def come_back(ctx: Context, *, code: str, state: str) -> Arrival:
    """Sign in by what the provider sent; raises `ProviderRefused`, and says so in the audit log."""
    try:
        asked = _ours(ctx, state)
        claims = _confirmed(ctx, code, asked)
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            return _arrive(writing, claims, asked)
    except UtblickError as error:
        reason = error.reason if isinstance(error, ProviderRefused) else type(error).__name__
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            audit(writing, "sign_in.failed", way="oidc", reason=reason)
        raise


def sign_out_at_provider(ctx: Context) -> str:
    """The address at which the provider signs the browser out and sends it to our way in."""
    settings = ctx.settings.sign_in.oidc
    return logout_url(discover(settings), settings, back=ctx.url("/sign-in"))


def _ours(ctx: Context, state: str) -> dict[str, str]:
    """What this browser was sent away with; the state is used up whatever comes of it."""
    web = ctx.request
    sent = cookie_value(web.headers.get("cookie", ""), OIDC) if web else ""
    if web is None or not sent or not compare_digest(sent.encode(), state.encode()):
        raise ProviderRefused("state: not this browser's")
    web.set_cookies.append(oidc_cookie(ctx.settings, "", seconds=0))
    with ctx.platform.write(ctx.actor, request=web) as writing:
        try:
            return use_link(writing, _PURPOSE, state).details
        except Gone:
            raise ProviderRefused("state: used or expired") from None


def _confirmed(ctx: Context, code: str, asked: dict[str, str]) -> Claims:
    settings = ctx.settings.sign_in.oidc
    provider = discover(settings)
    back, verifier = ctx.url(CALLBACK), asked["verifier"]
    token = fetch_id_token(provider, settings, code=code, back=back, verifier=verifier)
    return believe(provider, settings, token, nonce=asked["nonce"], now=ctx.now)


def _arrive(ctx: Context, claims: Claims, asked: dict[str, str]) -> Arrival:
    user = _linked_to(ctx, claims)
    if "link" in asked:
        _link(ctx, claims, UUID(asked["link"]), already=user)
        return Arrival("/me", linked=True)
    user = user or _invited(ctx, claims) or _newcomer(ctx, claims)
    if user is None:
        raise ProviderRefused("account: none", _NO_ACCOUNT)
    if user.state != "active":
        raise ProviderRefused("account: shut", _("This account is closed or locked. Ask your administrator."))
    follow_groups(ctx, user, claims)
    admit(ctx, user, way="oidc", second_factor=claims.second_factor)
    return Arrival(asked["next"])


def _linked_to(ctx: Context, claims: Claims) -> User | None:
    query = select(User).where(User.oidc_issuer == claims.issuer, User.oidc_subject == claims.subject)
    return ctx.session.exec(query).first()


def _invited(ctx: Context, claims: Claims) -> User | None:
    """Somebody with a verified address who was invited: the provider takes the place of the mailed link."""
    user = find_user(ctx, claims.email) if claims.email else None
    if user is None or user.state != "invited":
        return None
    user.state = "active"
    _tie(ctx, user, claims)
    return user


def _newcomer(ctx: Context, claims: Claims) -> User | None:
    """A new account, where the settings let everybody in whom the provider knows."""
    settings = ctx.settings.sign_in.oidc
    if not settings.create_users or not claims.email or find_user(ctx, claims.email) is not None:
        return None
    first = [] if settings.roles else [settings.default_role]
    if settings.roles and not roles_for(settings, claims):
        raise ProviderRefused("groups: none of ours", _NO_GROUP)
    language = ctx.settings.municipality.languages[0]
    user = User(email=claims.email, name=claims.name or claims.email, language=language, state="active")
    ctx.session.add(user)
    ctx.session.flush()
    ctx.session.add_all(UserRole(user_id=user.id, role=role) for role in first)
    audit(ctx, "user.added", f"user/{user.id}", roles=first, way="oidc")
    _tie(ctx, user, claims)
    return user


def _link(ctx: Context, claims: Claims, user_id: UUID, *, already: User | None) -> None:
    if ctx.actor.kind != "user" or ctx.actor.id != user_id:
        raise ProviderRefused("link: another user")
    if already is not None and already.id != user_id:
        raise ProviderRefused("link: taken", _("That account belongs to another user of Utblick already."))
    _tie(ctx, queries.user(ctx, user_id), claims)
    renew_session(ctx)


def _tie(ctx: Context, user: User, claims: Claims) -> None:
    user.oidc_issuer, user.oidc_subject = claims.issuer, claims.subject
    ctx.session.add(user)
    ctx.session.flush()
    audit(ctx, "user.linked", f"user/{user.id}", actor=f"user/{user.id}")


_NO_GROUP = _(
    "None of your groups gives access to Utblick. Ask whoever looks after accounts in your municipality."
)
_NO_ACCOUNT = _(
    "You have no account in Utblick that belongs to this sign-in. Ask your administrator for an invitation. "
    "If you have an account with a password, sign in with it and link the two under My account."
)
