"""Which records are one person, and by which words the person is known: names, addresses, numbers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from utblick.context import Context
from utblick.identity.models import Membership, Organisation, Person


def records_of(ctx: Context, person_id: UUID) -> list[UUID]:
    """The record of the person, then those that were merged into it, near or far."""
    found = list(ctx.session.exec(select(Person.id).where(Person.id == person_id)))
    for one in found:
        found += ctx.session.exec(select(Person.id).where(Person.merged_into == one)).all()
    return found


def addresses_of(ctx: Context, person_id: UUID) -> frozenset[str]:
    """The e-mail addresses that are this person's alone, in lower case; an office's shared one is not."""
    mine = {held.email.lower() for held in _held(ctx, person_id) if held.email}
    shared: set[str] = set()
    for model, others in _others(records_of(ctx, person_id)):
        address = func.lower(model.email)
        shared |= set(ctx.session.exec(select(address).where(others, address.in_(mine))))
    return frozenset(mine - shared)


def words_of(ctx: Context, person_id: UUID) -> tuple[str, ...]:
    """What can only mean this person: addresses, phone numbers and names that nobody else has."""
    ids = records_of(ctx, person_id)
    phones = {held.phone for held in _held(ctx, person_id) if held.phone}
    for model, others in _others(ids):
        phones -= set(ctx.session.exec(select(model.phone).where(others, col(model.phone).in_(phones))))
    people = ctx.session.exec(select(Person).where(col(Person.id).in_(ids))).all()
    keys = {person.name_key for person in people}
    namesakes = select(Person.name_key).where(col(Person.id).not_in(ids), col(Person.name_key).in_(keys))
    taken = set(ctx.session.exec(namesakes))
    names = {person.name for person in people if person.name_key not in taken}
    return tuple(sorted(addresses_of(ctx, person_id) | phones | names))


def spellings(words: Iterable[str]) -> list[str]:
    """The words as text holds them, and as JSON does, which writes å in its own way."""
    return list(dict.fromkeys(form for word in words for form in (word, json.dumps(word)[1:-1])))


def holds(value: Any, words: Iterable[str]) -> bool:
    """Whether a value, or what is in it, holds one of the words."""
    said = json.dumps(value, ensure_ascii=False, default=str).casefold()
    return any(word.casefold() in said for word in words)


def without(values: Mapping[str, Any], words: Iterable[str]) -> dict[str, Any]:
    """The values that hold none of the words."""
    asked = tuple(words)
    return {name: value for name, value in values.items() if not holds(value, asked)}


def _held(ctx: Context, person_id: UUID) -> Iterator[Person | Membership]:
    ids = records_of(ctx, person_id)
    yield from ctx.session.exec(select(Person).where(col(Person.id).in_(ids)))
    yield from ctx.session.exec(select(Membership).where(col(Membership.person_id).in_(ids)))


def _others(ids: Iterable[UUID]) -> Iterator[tuple[Any, Any]]:
    """Who else could have the same address or number, and which of their rows are not this person's."""
    yield Person, col(Person.id).not_in(ids)
    yield Membership, col(Membership.person_id).not_in(ids)
    yield Organisation, col(Organisation.id).is_not(None)
