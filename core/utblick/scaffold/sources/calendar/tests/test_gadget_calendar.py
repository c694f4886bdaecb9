"""The calendar: there for whoever may read, on the page that shows all of them."""

URL = "/calendar?month=2026-06&calendar=sample.gadget"


def test_the_calendar_is_shown_to_whoever_may_read_and_to_nobody_else(client_as):
    shown = [client_as(role).get(URL).text for role in ("reader", "")]

    assert ["sample.gadget" in page for page in shown] == [True, False]
