"""The page over HTTP."""

URL = "/sample/gadget"


def test_the_page_opens_for_a_reader_and_stays_shut_for_visitors(client_as):
    assert [client_as(role).get(URL).status_code for role in ("reader", None)] == [200, 303]
