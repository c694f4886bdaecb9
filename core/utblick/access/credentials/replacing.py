"""Replacing the installation's key while it is at work, and forgetting the one before it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Table, and_, func, inspect, or_, select, update
from sqlmodel import col

from utblick.access.audit import audit
from utblick.access.credentials import keyring
from utblick.access.credentials.keyring import Key, Keyring
from utblick.access.credentials.sealing import (
    LINKS,
    SIGNED,
    link_key,
    link_nonce,
    opened,
    seal,
    signed_by,
)
from utblick.access.models import User
from utblick.access.sessions import hash_of
from utblick.backup.holders import registry_with
from utblick.db.alone import alone
from utblick.db.metadata import metadata
from utblick.db.ownership import versioned
from utblick.db.versions import owners
from utblick.errors import Conflict, Misconfigured, NotFound
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.context import Context
    from utblick.platform import Platform

SECOND_FACTORS = "second factors"
NOBODY = ""
"""Stands for the key of what was sealed with one that is not held."""


@dataclass(frozen=True, slots=True)
class Uses:
    """How many things need a key, by what for: `kept` ones are made anew when it is replaced, links not."""

    kept: Counter[str]
    links: Counter[str]


@dataclass(frozen=True, slots=True)
class Rotation:
    """What came of it: whether a key was `made`, what rests on it now, and how much nobody can open."""

    keys: Keyring
    made: bool
    moved: Counter[str]
    lost: int


def uses(ctx: "Context") -> Mapping[str, Uses]:
    """What each key is needed for, by its mark; `NOBODY` is whose key is not held."""
    held = keyring.keyring(ctx.settings)
    found = {mark: Uses(Counter(), Counter()) for mark in (*(key.mark for key in held.all), NOBODY)}
    for _id, sealed, owner in _sealed(ctx):
        sealed_by = _opened(ctx, sealed, owner)
        found[sealed_by[0].mark if sealed_by else NOBODY].kept[SECOND_FACTORS] += 1
    for table, column, purpose, text in _signed(ctx):
        for _id, signature, said in _rows(ctx, table, column, text):
            by = _signer(held, signature, said, purpose)
            found[by.mark if by else NOBODY].kept[purpose] += 1
    for table, column, hashes in _linked(ctx):
        for key in held.all:
            for purpose, name in hashes.items():
                if count := _count_links(ctx, column, table.c[name], held, key):
                    found[key.mark].links[purpose] += count
    return found


def rotate(platform: "Platform") -> Rotation:
    """Put a new key in the place of the one in use, and make anew with it what is kept in the database.

    In one transaction, and safe to run again: a change that was cut short is ended before another begins. A
    key that the settings give has been put there by whoever runs this; it is not made here.
    """
    settings = platform.settings
    with alone(platform.database), platform.write() as ctx:
        made = not keyring.is_given(settings) and not _unfinished(ctx)
        if made:
            keyring.renew(keyring.file_of(settings))
        moved, lost = _make_anew(ctx)
        keys = keyring.keyring(settings)
        if made or moved:
            audit(ctx, "key.rotated", f"key/{keys.current.mark}", made_anew=moved.total())
    return Rotation(keys, made, moved, lost)


def forget(platform: "Platform", mark: str) -> Uses:
    """Let go of a former key: what is kept is made anew first, and links that were made with it end.

    They get new ones, which the next letter or page shows. Safe to run again. A key that the settings give
    must be taken out of them, too. Raises `NotFound` and `Conflict`.
    """
    settings = platform.settings
    with alone(platform.database):
        with platform.write() as ctx:
            key = former(ctx, mark)
            moved, _lost = _make_anew(ctx)
            ended = Uses(moved, _renew_links(ctx, key))
            audit(ctx, "key.forgotten", f"key/{mark}", links=ended.links.total())
        if not keyring.is_given(settings):
            keyring.drop(keyring.file_of(settings), mark)
    return ended


def former(ctx: "Context", mark: str) -> Key:
    """The former key that is called so; raises `NotFound`, and `Conflict` for one that is no former key."""
    held = keyring.keyring(ctx.settings)
    key = held.marked(mark)
    if key is None:
        raise NotFound(_("There is no key {mark} here. List them: utblick key list", mark=mark))
    if key not in held.former:
        raise Conflict(
            _(
                "The key {mark} is not a former one. Put another in its place first: utblick key rotate",
                mark=mark,
            )
        )
    return key


def _unfinished(ctx: "Context") -> bool:
    """Whether anything that is kept still rests on a former key."""
    held, found = keyring.keyring(ctx.settings), uses(ctx)
    return any(found[key.mark].kept for key in held.former)


def _make_anew(ctx: "Context") -> tuple[Counter[str], int]:
    """Seal and sign with the key in use what rests on another; says what, and how many nobody can open."""
    held, moved, lost = keyring.keyring(ctx.settings), Counter[str](), 0
    for user_id, sealed, owner in _sealed(ctx):
        found = _opened(ctx, sealed, owner)
        if found is None:
            lost += 1
        elif found[0] != held.current:
            new = seal(ctx.settings, found[1], owner=owner)
            same = update(User).where(col(User.id) == user_id, col(User.totp_secret) == sealed)
            moved[SECOND_FACTORS] += ctx.session.exec(same.values(totp_secret=new)).rowcount
    for table, column, purpose, text in _signed(ctx):
        for row_id, signature, said in _rows(ctx, table, column, text):
            by = _signer(held, signature, said, purpose)
            if by is not None and by != held.current:
                again = signed_by(held.current, said, purpose=purpose)
                same = update(table).where(table.c.id == row_id, column == signature)
                moved[purpose] += ctx.session.connection().execute(same.values({column: again})).rowcount
    return moved, lost


def _renew_links(ctx: "Context", key: Key) -> Counter[str]:
    held, ended = keyring.keyring(ctx.settings), Counter[str]()
    connection = ctx.session.connection()
    for table, column, hashes in _linked(ctx):
        kept = [table.c[name] for name in hashes.values()]
        rows = connection.execute(
            select(table.c.id, column, *kept).where(_made_with(column, held, key))
        ).all()
        for row_id, nonce, *before in rows:
            new = link_nonce(ctx)
            values = {column: new}
            for (purpose, _name), target, held_hash in zip(hashes.items(), kept, before, strict=True):
                if held_hash:
                    values[target] = hash_of(link_key(ctx, purpose, row_id, new))
                    ended[purpose] += 1
            same = update(table).where(table.c.id == row_id, column == nonce)
            connection.execute(same.values(values))
    return ended


def _count_links(ctx: "Context", nonces: Column[Any], hashes: Column[Any], held: Keyring, key: Key) -> int:
    there = and_(_made_with(nonces, held, key), hashes.is_not(None), hashes != "")
    return ctx.session.connection().scalar(select(func.count()).select_from(nonces.table).where(there)) or 0


def _made_with(nonces: Column[Any], held: Keyring, key: Key) -> Any:
    """Which rows have links made with the key: those that say so; with the oldest, those that say nothing."""
    says = nonces.like(f"%.{key.mark}")
    if key != held.oldest:
        return says
    return or_(says, and_(nonces != "", nonces.not_like("%.%")))


def _sealed(ctx: "Context") -> Iterator[tuple[Any, str, str]]:
    """Users with a second factor: id, what is sealed, and whom it is sealed for."""
    kept = select(col(User.id), col(User.totp_secret)).where(col(User.totp_secret) != "")
    for user_id, sealed in ctx.session.connection().execute(kept).all():
        yield user_id, sealed, str(user_id)


def _opened(ctx: "Context", sealed: str, owner: str) -> tuple[Key, str] | None:
    try:
        return opened(ctx.settings, sealed, owner=owner)
    except Misconfigured:
        return None


def _rows(ctx: "Context", table: Table, column: Column[Any], text: str) -> Any:
    kept = select(table.c.id, column, table.c[text]).where(column != "")
    return ctx.session.connection().execute(kept).all()


def _signer(held: Keyring, signature: str, text: str, purpose: str) -> Key | None:
    return next((key for key in held.all if signed_by(key, text, purpose=purpose) == signature), None)


def _signed(ctx: "Context") -> Iterator[tuple[Table, Column[Any], str, str]]:
    for column in _columns(ctx, SIGNED):
        yield column.table, column, *column.info[SIGNED]


def _linked(ctx: "Context") -> Iterator[tuple[Table, Column[Any], Mapping[str, str]]]:
    for column in _columns(ctx, LINKS):
        yield column.table, column, column.info[LINKS]


def _columns(ctx: "Context", said: str) -> list[Any]:
    """The columns that say so, of every installed plugin that has tables here, enabled or not."""
    connection = ctx.session.connection()
    owners(registry_with(ctx.platform, versioned(connection)))
    there = set(inspect(connection).get_table_names())
    return [
        column
        for name, table in sorted(metadata.tables.items())
        if name in there
        for column in table.columns
        if said in column.info
    ]
