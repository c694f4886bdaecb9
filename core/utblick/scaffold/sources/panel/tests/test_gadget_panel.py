"""The box on the page of an organisation."""

URL = "/panels/sample.gadget"


def test_the_box_speaks_of_the_organisation_to_whoever_may_read(client_as, platform):
    with platform.write() as ctx:
        organisation = ctx.organisations.register("Exempel AB").id

    assert "Exempel AB" in client_as("reader").get(f"{URL}/{organisation}").text
    assert client_as(None).get(f"{URL}/{organisation}").status_code == 303
