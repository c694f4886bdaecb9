"""What is typed is kept while somebody is signed in, and not for whoever comes after."""

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
