"""The page over HTTP."""


def test_the_page_opens_for_a_reader_and_stays_shut_for_visitors(client_as):
    answers = [client_as(role).get("/sample/gadget").status_code for role in ("reader", None)]

    assert answers == [200, 303]
