"""A deal whose company lets its story be told stands on the story desk, once, and leads back to the deal."""

from uuid import uuid4

import pytest
from sqlmodel import select

from utblick_dissemination.models import Story
from utblick_export_deals.events import StoryConsented


@pytest.fixture
def plugins():
    return ("export_deals", "dissemination")


def test_what_a_company_lets_be_told_is_suggested_once_by_its_event(platform, deliver, published):
    agreement = uuid4()
    with platform.write() as ctx:
        firm = ctx.organisations.register("Björkstugan Trä AB").id
        for _again in range(2):
            ctx.publish(StoryConsented(agreement_id=agreement, organisation_id=firm, named=False))
    deliver()

    with platform.read() as ctx:
        told = ctx.session.exec(select(Story)).one()
    assert (told.organisation_id, told.named, told.source_id) == (firm, False, agreement)
    assert [name for name, _data in published()].count("dissemination.story.suggested") == 1
