"""What is typed is kept while somebody is signed in, not for whoever comes after, and shown when asked for."""

NAME = "Exempel Utkast AB"


def test_a_draft_comes_back_until_its_writer_signs_out(window_of, house):
    page = window_of(house)
    page.on("dialog", lambda asked: asked.accept())
    page.goto("/organisations/new")
    page.fill("main input[name=name]", NAME)
    page.wait_for_function("name => JSON.stringify({...sessionStorage}).includes(name)", arg=NAME)
    page.goto("/")
    page.goto("/organisations/new")
    came_back = page.input_value("main input[name=name]")

    page.locator("form[action='/sign-out']").evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/sign-in**")

    assert came_back == NAME
    assert page.evaluate("sessionStorage.length") == 0


def test_a_password_is_hidden_until_its_writer_wants_to_see_it(window_of, house):
    page = window_of(house, signed_in=False)
    page.goto("/sign-in")
    field = page.locator("input[name=password]")
    before = field.get_attribute("type")

    page.get_by_label("Visa det jag skriver").check()
    shown = field.get_attribute("type")
    page.get_by_label("Visa det jag skriver").uncheck()

    assert (before, shown, field.get_attribute("type")) == ("password", "text", "password")
