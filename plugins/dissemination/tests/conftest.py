"""What the tests of stories start from: a company with a contact, and a story about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from utblick.testing import Platform
from utblick_dissemination import queries
from utblick_dissemination.service import consents, stories

TEXT = {"title": "Första affären i Estland", "done": "Vi åkte dit.", "evidence": "Tre nya kunder."}


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("dissemination",)


@pytest.fixture
def firm(platform: Platform) -> UUID:
    """A company with a contact."""
    with platform.write() as ctx:
        made = ctx.organisations.register("Björkstugan Trä AB", website="https://www.bjorkstugan.example/om")
        person = ctx.people.register("Kim Provsson", email="kim@exempel.example")
        ctx.people.join(person.id, made.id)
        return made.id


@pytest.fixture
def make_story(platform: Platform) -> Callable[..., UUID]:
    """Begins a story, whole enough to be told."""

    def make(organisation: UUID | None = None, **values: Any) -> UUID:
        given = {**TEXT, "kind": "export", "country": "EE", "organisation_id": organisation}
        with platform.write() as ctx:
            return stories.begin_story(ctx, given | values).id

    return make


@pytest.fixture
def ask(platform: Platform) -> Callable[[UUID], str]:
    """Asks the organisation; gives the address of its page."""

    def make(story_id: UUID) -> str:
        with platform.write() as ctx:
            return f"/dissemination/consent/{consents.ask_organisation(ctx, story_id, {})}"

    return make


@pytest.fixture
def publish(platform: Platform) -> Callable[[UUID], str]:
    """Approves and publishes a story; gives the address of its public page."""

    def make(story_id: UUID) -> str:
        with platform.write() as ctx:
            stories.approve_story(ctx, story_id, {})
            stories.publish_story(ctx, story_id, {})
        return f"/dissemination/stories/{story_id}"

    return make


@pytest.fixture
def change(platform: Platform) -> Callable[..., None]:
    """Changes fields of a story as its form does."""

    def make(story_id: UUID, **changes: Any) -> None:
        with platform.write() as ctx:
            stories.update_story(ctx, queries.story(ctx, story_id), changes)

    return make


@pytest.fixture
def state(platform: Platform) -> Callable[[UUID], str]:
    """The state of a story."""

    def read(story_id: UUID) -> str:
        with platform.read() as ctx:
            return queries.story(ctx, story_id).state

    return read


@pytest.fixture
def letters(platform: Platform) -> Callable[[], list[tuple[str, str, str]]]:
    """The letters so far: what each is about, to whom, and its text."""

    def read() -> list[tuple[str, str, str]]:
        look = 'SELECT kind, "to", body_text FROM core_mail ORDER BY created_at, id'
        with platform.read() as ctx:
            rows = ctx.session.connection().execute(text(look))
            return [(kind.rpartition("/")[2], to, body) for kind, to, body in rows]

    return read
