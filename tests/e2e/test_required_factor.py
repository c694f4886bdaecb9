"""Setting up a second factor that is required, with scripts and without: nothing for axe."""

import time

import pyotp
import pytest


@pytest.fixture(scope="module")
def strict_house(started, tmp_path_factory):
    """A house without plugins in which everybody must have a second factor."""
    folder = tmp_path_factory.mktemp("strict")
    running = started(folder, UTBLICK_PLUGINS="", UTBLICK_SIGN_IN__SECOND_FACTOR="everybody")
    yield running
    running.stop()


def set_up(page, house, look):
    """Set a factor up by the page that is open, be it the first one or another; gives its key."""
    page.fill("input[name=password]", house.password)
    page.click("main button.primary")
    key = page.locator("code").first.inner_text().replace(" ", "")
    look(f"the key at {page.url}")
    page.fill("input[name=code]", pyotp.TOTP(key).now())
    page.click("main button.primary")
    page.locator(".recovery-codes").wait_for()
    return key


@pytest.mark.parametrize(("language", "scripts"), [("sv", True), ("en", False)])
def test_the_journey_to_a_required_factor(strict_house, window_of, look_at, language, scripts):
    email = strict_house.email if scripts else strict_house.administrator
    page = window_of(strict_house, signed_in=False, javascript=scripts)
    audit = look_at(page, strict_house.url)
    look = audit.look if scripts else (lambda _name: None)  # axe is a script
    page.goto("/organisations")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", strict_house.password)
    page.click("main button.primary")
    page.wait_for_url("**/me/second-factor?next=**")
    if language == "en":
        page.get_by_role("button", name="In English").click()
        page.wait_for_url("**/me/second-factor?next=**")
    look("why a second factor is needed")

    page.fill("input[name=password]", "not this one")
    page.click("main button.primary")
    look("a wrong password")
    set_up(page, strict_house, look)
    look("the recovery codes")
    page.click("main a.primary")
    page.wait_for_url("**/organisations")

    page.goto("/me/second-factor")
    look("a second factor that is required")
    other = set_up(page, strict_house, look)
    page.context.clear_cookies()
    page.goto("/sign-in?next=/tasks")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", strict_house.password)
    page.click("main button.primary")
    page.fill("input[name=code]", pyotp.TOTP(other).at(int(time.time()) + 30))
    page.click("main button.primary")
    page.wait_for_url("**/tasks")
    assert not audit.wrong, "\n".join(audit.wrong)
