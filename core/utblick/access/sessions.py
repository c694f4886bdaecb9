"""Who is asking: a browser's session or a program's token, looked up once and remembered for a while."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import structlog
from sqlalchemy import event
from sqlmodel import Session, col, delete, select, update

from utblick.access.cookies import LANGUAGE, cookie_value, language_cookie, session_cookie, session_name
from utblick.access.credentials.requirement import is_required
from utblick.access.csrf import csrf_token
from utblick.access.models import WAYS, AccessChange, ApiToken, SignInSession, User
from utblick.access.roles import permissions_of
from utblick.context import Actor, Context
from utblick.db.inserting import insert_into
from utblick.web.request import WebRequest

if TYPE_CHECKING:
    from utblick.db.database import Database
    from utblick.platform import Platform
    from utblick.registry import Registry
    from utblick.settings import Settings

REMEMBERED_SECONDS = 20.0
CODE_MINUTES = 10
_SEEN_EVERY = timedelta(minutes=5)
_MOST_REMEMBERED = 20_000
log = structlog.get_logger("utblick.access")


@dataclass(frozen=True, slots=True)
class Identified:
    """Who a request comes from. A session that still awaits its code is nobody's, but has an id.

    One that `must_enrol` has a user, who may do nothing before a second factor is set up. With `trouble`,
    nobody could be asked: what then needs a sign-in fails of that, not of its lack.
    """

    actor: Actor
    session_id: UUID | None = None
    csrf_token: str = ""
    kind: Literal["session", "token", "none"] = "none"
    read_only: bool = False
    must_enrol: bool = False
    trouble: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Remembered:
    who: Identified
    until: float
    generation: tuple[int, int]


def authenticate(platform: "Platform", headers: Mapping[str, str]) -> Identified:
    """Who asks, by the request's headers (names in lower case); a visitor when nothing in them is valid."""
    return platform.sessions.identify(headers)


def in_chosen_language(platform: "Platform", who: Identified, web: WebRequest) -> Identified:
    """The visitor in the language that a link asks for (``?language=sv``), which is then remembered."""
    wanted = web.query.get("language", "")
    if who.kind != "none" or wanted not in platform.settings.municipality.languages:
        return who
    web.set_cookies.append(language_cookie(platform.settings, wanted))
    return replace(who, actor=replace(who.actor, language=wanted))


def start_session(
    ctx: Context,
    user: User,
    *,
    second_factor: bool = False,
    awaits_code: bool = False,
    way: str = "",
    known_as: Mapping[str, str] = {},
    until: datetime | None = None,
) -> None:
    """Sign the user in on this browser, under a token never seen before; the earlier session ends.

    `known_as` is what the municipality's sign-in calls it; `until` is when that wants it to be over.
    """
    token = token_urlsafe(32)
    web = ctx.request
    if web is not None and web.session_id is not None:
        end_session(ctx, web.session_id)
    lasts = (
        timedelta(minutes=CODE_MINUTES)
        if awaits_code
        else timedelta(hours=ctx.settings.sign_in.session_hours)
    )
    if until is not None:
        lasts = min(lasts, until - ctx.now)
    row = SignInSession(
        token_hash=hash_of(token),
        user_id=user.id,
        created_at=ctx.now,
        seen_at=ctx.now,
        expires_at=ctx.now + lasts,
        remote=web.remote if web else "",
        browser=_browser(web.headers.get("user-agent", "") if web else ""),
        awaits_code=awaits_code,
        second_factor=second_factor,
        way=way[:20],
        known_as=dict(known_as),
        known_mark=known_mark(way, known_as) if "name" in known_as else "",
    )
    ctx.session.add(row)
    if web is not None:
        web.session_id, web.csrf_token = row.id, csrf_token(token)
        web.set_cookies.append(session_cookie(ctx.settings, token, seconds=int(lasts.total_seconds())))


def known_mark(way: str, known_as: Mapping[str, str]) -> str:
    """What sessions are found by that the municipality's sign-in ends: its name for the user, as a hash."""
    return hash_of(f"{way} {known_as.get('name', '')}")


def end_session(ctx: Context, session_id: UUID) -> None:
    """Sign one browser out, now."""
    ctx.session.exec(delete(SignInSession).where(col(SignInSession.id) == session_id))
    ctx.platform.sessions.forget_after(ctx.session)


def end_sessions(ctx: Context, user_id: UUID, *, but: UUID | None = None) -> int:
    """Sign the user out everywhere, or everywhere but here; returns from how many browsers."""
    mine = delete(SignInSession).where(col(SignInSession.user_id) == user_id)
    if but is not None:
        mine = mine.where(col(SignInSession.id) != but)
    ended = ctx.session.exec(mine).rowcount
    ctx.platform.sessions.forget_after(ctx.session)
    return ended


def renew_session(ctx: Context) -> None:
    """Give this browser's session a new token: after anything that changes what it may do."""
    web = ctx.request
    if web is None or web.session_id is None:
        return
    row = ctx.session.get(SignInSession, web.session_id)
    if row is None:
        return
    token = token_urlsafe(32)
    row.token_hash = hash_of(token)
    ctx.session.add(row)
    web.csrf_token = csrf_token(token)
    left = int((row.expires_at - ctx.now).total_seconds())
    web.set_cookies.append(session_cookie(ctx.settings, token, seconds=left))
    ctx.platform.sessions.forget_after(ctx.session)


def hash_of(token: str) -> str:
    """How tokens are kept: they are long and random, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


class Sessions:
    """The look-up, with a memory of some seconds that any change of access empties, in whatever process.

    Each look asks the database for the number of changes, which costs next to nothing, and no more.
    """

    def __init__(self, database: "Database", settings: "Settings", registry: "Registry") -> None:
        self._database, self._settings, self._registry = database, settings, registry
        self._cookie = session_name(settings)
        self._memory: dict[str, _Remembered] = {}
        self._generation = 0
        self._noting: set[UUID] = set()

    def identify(self, headers: Mapping[str, str]) -> Identified:
        """Who a request with these headers comes from."""
        bearer = headers.get("authorization", "")
        if bearer[:7].lower() == "bearer ":
            return self._known("token", bearer[7:].strip()) or self._visitor(headers)
        token = cookie_value(headers.get("cookie", ""), self._cookie)
        return (token and self._known("session", token)) or self._visitor(headers)

    def forget(self) -> None:
        """Look everybody up anew."""
        self._generation += 1
        self._memory = {}

    def forget_after(self, session: Session) -> None:
        """Forget, here and in every other process, as soon as the transaction's changes can be read."""
        table = AccessChange.__table__  # type: ignore[attr-defined]
        counted = insert_into(table, session.connection().dialect).values(id=1, number=1)
        more = counted.on_conflict_do_update(index_elements=["id"], set_={"number": table.c.number + 1})
        session.connection().execute(more)
        event.listen(session, "after_commit", lambda _session: self.forget(), once=True)

    def _known(self, kind: str, token: str) -> Identified | None:
        key = kind + hash_of(token)
        remembered = self._memory.get(key)
        now = time.monotonic()
        generation = (self._generation, self._changes())
        if remembered and remembered.until > now and remembered.generation == generation:
            return remembered.who
        with self._database.read() as session:
            look = self._by_token if kind == "token" else self._by_session
            found = look(session, token, self._database.now())
        if found is None:
            self._memory.pop(key, None)
            return None
        who, seconds = found
        if len(self._memory) >= _MOST_REMEMBERED:
            self._memory = {}
        self._memory[key] = _Remembered(who, now + min(REMEMBERED_SECONDS, seconds), generation)
        return who

    def _changes(self) -> int:
        """How often access was changed so far, asked before anybody is looked up."""
        found = self._database.glance("SELECT number FROM core_access_change WHERE id = 1")
        return int(found[0][0]) if found else 0

    def _by_session(self, session: Session, token: str, now: datetime) -> tuple[Identified, float] | None:
        query = (
            select(SignInSession, User)
            .join(User, col(User.id) == SignInSession.user_id)
            .where(
                SignInSession.token_hash == hash_of(token),
                SignInSession.expires_at > now,
                User.state == "active",
            )
        )
        found = session.exec(query).first()
        if found is None:
            return None
        row, user = found
        left = (row.expires_at - now).total_seconds()
        if row.awaits_code:
            return Identified(Actor("nobody", language=user.language), row.id, csrf_token(token)), left
        if now - row.seen_at > _SEEN_EVERY:
            self.note_use(
                row.id, update(SignInSession).where(col(SignInSession.id) == row.id).values(seen_at=now)
            )
        actor = actor_of(session, self._registry, user)
        must_enrol = self._must_enrol(row, user, actor)
        if must_enrol:
            actor = replace(actor, permissions=frozenset())
        return Identified(actor, row.id, csrf_token(token), "session", must_enrol=must_enrol), left

    def _must_enrol(self, row: SignInSession, user: User, actor: Actor) -> bool:
        """Whether the user came by a password and lacks what is required; providers have their own."""
        by_password = user.totp_confirmed_at is None and row.way not in WAYS
        return by_password and is_required(self._settings, actor.permissions)

    def _by_token(self, session: Session, token: str, now: datetime) -> tuple[Identified, float] | None:
        query = (
            select(ApiToken, User)
            .join(User, col(User.id) == ApiToken.user_id)
            .where(
                ApiToken.token_hash == hash_of(token),
                ApiToken.expires_at > now,
                col(ApiToken.revoked_at).is_(None),
                User.state == "active",
            )
        )
        found = session.exec(query).first()
        if found is None:
            return None
        row, user = found
        if row.last_used != now.date():
            self.note_use(
                row.id, update(ApiToken).where(col(ApiToken.id) == row.id).values(last_used=now.date())
            )
        held = permissions_of(session, self._registry, user.id)
        allowed = within(held, frozenset(row.scopes))
        actor = Actor("token", user.id, user.name, allowed, user.language)
        return Identified(actor, None, "", "token", row.read_only), (row.expires_at - now).total_seconds()

    def _visitor(self, headers: Mapping[str, str]) -> Identified:
        return Identified(Actor("nobody", language=_language(self._settings, headers)))

    def note_use(self, subject: UUID, statement: object) -> None:
        """Write when something was last used, beside the request: nobody waits for it."""
        if subject in self._noting:
            return
        self._noting.add(subject)
        threading.Thread(target=self._write_note, args=(subject, statement), daemon=True).start()

    def _write_note(self, subject: UUID, statement: object) -> None:
        try:
            with self._database.write() as session:
                session.exec(statement)  # type: ignore[call-overload]
        except Exception as error:
            log.warning("last_use_not_noted", error=type(error).__name__)
        finally:
            self._noting.discard(subject)


def actor_of(session: Session, registry: "Registry", user: User) -> Actor:
    """The user as who acts, with all that the user may do now."""
    return Actor("user", user.id, user.name, permissions_of(session, registry, user.id), user.language)


def within(held: frozenset[str], scopes: frozenset[str]) -> frozenset[str]:
    """The permissions that somebody holds and a token covers; a star on either side stands for all."""
    if "*" in scopes:
        return held
    return scopes if "*" in held else held & scopes


def _language(settings: "Settings", headers: Mapping[str, str]) -> str:
    spoken = settings.municipality.languages
    chosen = cookie_value(headers.get("cookie", ""), LANGUAGE)
    if chosen in spoken:
        return chosen
    for part in headers.get("accept-language", "").split(","):
        wanted = part.partition(";")[0].strip()[:2].lower()
        if wanted in spoken:
            return wanted
    return spoken[0]


def _browser(agent: str) -> str:
    """The browser and system in two words, for the list of one's own sessions."""
    names = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"))
    systems += (("Mac OS", "macOS"), ("Linux", "Linux"))  # type: ignore[assignment]
    found = [next((name for mark, name in table if mark in agent), "") for table in (names, systems)]
    return " · ".join(word for word in found if word)
