"""The page of settings, with those of every plugin, in the words of whoever reads it."""

import re


def test_settings_of_plugins_are_told_in_words_and_not_as_the_program_writes_them(client_as):
    page = client_as("administrator").get("/admin/settings").text

    told = dict(re.findall(r"<dt>\s*(.*?)\s*</dt>\s*<dd>\s*(.*?)\s*</dd>", page, re.DOTALL))
    assert told["Om varje annons i TED hämtas i sin helhet, och inte bara det som sökningen ger"] == "Ja"
    assert told["Språk som vi kan arbeta på, med sina koder"] == "sv, en"
    assert {"True", "False", "[]", "()"}.isdisjoint(told.values())
