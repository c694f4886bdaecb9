"""Every mail and every wording of a public page can be said, in both languages, by its own rules."""

import re

from utblick.texts.own import views
from utblick.texts.saying import example
from utblick.texts.wording import problems


def test_every_standard_keeps_the_rules_that_own_words_must_keep(platform):
    with platform.read() as ctx:
        texts = [text for plugin in platform.registry.plugins for text in plugin.texts]
        found = views(ctx, texts)
        wrong = {
            f"{one.text.name} {one.language}": why
            for one in found
            if (why := problems(one.text, one.standard))
        }
        said = [example(ctx.in_language(one.language), one.text, one.standard) for one in found]

    assert len(texts) > 20
    assert wrong == {}
    assert [one for one in said if re.search(r"[{}]", str(one))] == []
