"""The record type over HTTP: written by the form, found in the list."""

URL = "/sample/gadgets"


def test_what_the_form_writes_stands_in_the_list(client_as, platform):
    officer = client_as("officer")
    with platform.write() as ctx:
        organisation = ctx.organisations.register("Exempel AB").id
    form = {"title": "Ett exempel", "organisation_id": str(organisation)}

    assert officer.submit(f"{URL}/new", form).status_code == 303
    assert "Ett exempel" in officer.get(URL).text


def test_a_reader_writes_nothing(client_as):
    assert client_as("reader").submit(f"{URL}/new", {}).status_code == 403
