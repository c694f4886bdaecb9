"""Links that open something stand nowhere in the database once their mail has gone out."""

import re
import socket

import pytest
from aiosmtpd.controller import Controller

from utblick.access import users
from utblick.access.credentials.sealing import LINKS
from utblick.db.metadata import metadata
from utblick.mail.postman import deliver_due
from utblick.settings.model import MailSettings
from utblick.testing.scan import places_of


class Inbox:
    """A real mail server on loopback that keeps what it takes."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.taken = []

    async def handle_DATA(self, _server, _session, envelope):
        self.taken.append(envelope.content.decode("utf-8", "replace").replace("=\r\n", ""))
        return "250 OK"


@pytest.fixture
def inbox():
    made = Inbox()
    server = Controller(made, hostname="127.0.0.1", port=made.port)
    server.start()
    yield made
    server.stop()


def test_no_mail_keeps_the_key_that_it_carried(platform_on, inbox):
    platform = platform_on
    deal = platform.registry.record("export_deals", "agreement")
    with platform.write() as ctx:
        users.invite(ctx, email="bo@nordanstig.example", name="Bo Exempel", role_names=["officer"])
        company = ctx.organisations.register("Exempel Såg AB", municipality="2132", email="info@sag.example")
        made = deal.create(
            ctx,
            {"title": "Stugor", "organisation_id": company.id, "kind": "sales", "country": "DE",
             "partner_name": "Beispiel GmbH", "signed_on": ctx.now.date(), "value_band": "100k_500k"},
        )  # fmt: skip
        deal.transition("ask").perform(ctx, made.id, {"recipient_email": "anna@sag.example"})

    mail = MailSettings(host="127.0.0.1", port=inbox.port, security="none", sender="utblick@example.se")
    platform.settings = platform.settings.model_copy(update={"mail": mail})
    assert deliver_due(platform) == 2

    keys = {key for said in inbox.taken for key in re.findall(r"/(?:invitation|confirm)/([\w-]{20,})", said)}
    assert len(keys) == 2
    assert places_of(platform, *keys) == []
    assert places_of(platform, "anna@sag.example") != []


def test_each_column_that_keeps_the_chance_of_a_link_says_where_the_hash_is(platform):
    told = {
        f"{column.table.name}.{column.name}": set(column.info.get(LINKS, {}).values())
        <= set(column.table.columns.keys())
        and bool(column.info.get(LINKS))
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("nonce")
    }

    assert len(told) >= 5
    assert [name for name, says in told.items() if not says] == []
