"""Whether HTML is sound: elements that nest, ids that are there once, inputs and pictures that have names."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_MAY_STAY_OPEN = frozenset(
    ("li", "dt", "dd", "p", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot")
)
_ENDS_PARAGRAPH = frozenset(
    (
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol"),
        *("p", "pre", "section", "table", "ul"),
    )
)
_PARENTS = {
    "li": ("ul", "ol", "menu"),
    "tr": ("table", "thead", "tbody", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "caption": ("table",),
    "dt": ("dl", "div"),
    "dd": ("dl", "div"),
    "option": ("select", "optgroup", "datalist"),
    "optgroup": ("select",),
    "legend": ("fieldset",),
    "summary": ("details",),
}
_ALONE = ("a", "button", "form", "label")
"""Elements that may not stand within another of their own."""
_OBSOLETE = frozenset(("center", "font", "big", "strike", "tt", "marquee", "frame", "frameset"))
_INLINE_ONLY = frozenset(("p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "button", "label", "em", "strong"))
_POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")
_NAMED = frozenset(("input", "select", "textarea"))
_NEED_NO_LABEL = frozenset(("hidden", "submit", "button", "reset", "image"))
_NAMES = ("aria-label", "aria-labelledby", "title")

Wrong = tuple[int, str]


def wrong_in(text: str, *, whole: bool) -> Iterator[Wrong]:
    """What is wrong in a page, or in a part of one, by line."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    yield from reader.finish(whole=whole)
    if whole and not text.lstrip().lower().startswith("<!doctype html>"):
        yield 1, "The page does not begin with <!doctype html>"


@dataclass
class _Element:
    tag: str
    line: int
    attributes: dict[str, str]
    has_words: bool = False


@dataclass
class _Seen:
    """What can be judged only when the whole page was read."""

    ids: Counter[str] = field(default_factory=Counter)
    labelled: set[str] = field(default_factory=set)
    pointers: list[tuple[int, str, str]] = field(default_factory=list)
    nameless: list[_Element] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[_Element] = []
        self._seen = _Seen()
        self._wrong: list[Wrong] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        element = _Element(tag, line, {name: value or "" for name, value in attrs})
        self._seen.tags.add(tag)
        self._judge_attributes(element, [name for name, _value in attrs])
        self._make_room(element)
        self._judge_place(element)
        self._note(element)
        if tag == "img" and element.attributes.get("alt"):
            self._speak()
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            self._say(f"</{tag}> ends an element that has no end")
            return
        while self._open and self._open[-1].tag != tag and self._open[-1].tag in _MAY_STAY_OPEN:
            if not any(element.tag == tag for element in self._open):
                break
            self._close(self._open.pop())
        if not self._open or self._open[-1].tag != tag:
            inner = f" while <{self._open[-1].tag}> is open" if self._open else ""
            self._say(f"</{tag}> ends nothing{inner}")
            self._unwind(tag)
            return
        self._close(self._open.pop())

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._speak()

    def finish(self, *, whole: bool) -> Iterator[Wrong]:  # noqa: C901 - a loop for each sort of fault
        """Everything that is wrong, once all was read."""
        yield from self._wrong
        for element in self._open:
            if element.tag not in _MAY_STAY_OPEN:
                yield element.line, f"<{element.tag}> is never closed"
        for id_, times in self._seen.ids.items():
            if times > 1:
                yield 1, f'The id "{id_}" is there {times} times'
        for element in self._seen.nameless:
            if element.attributes.get("id") not in self._seen.labelled:
                yield element.line, f"<{element.tag} {_shown(element)}> has no label"
        if whole:
            for line, name, id_ in self._seen.pointers:
                if id_ not in self._seen.ids:
                    yield line, f'{name}="{id_}" points at no element'
            for tag in sorted({"html", "head", "title", "body", "main", "h1"} - self._seen.tags):
                yield 1, f"The page has no <{tag}>"
        elif self._seen.tags & {"html", "body"}:
            yield 1, "A box must be a part of a page, and this is a whole one"

    def _make_room(self, element: _Element) -> None:
        """Close what the element ends without saying so."""
        if element.tag in _ENDS_PARAGRAPH and self._open and self._open[-1].tag == "p":
            self._close(self._open.pop())
        if self._open and self._open[-1].tag == element.tag and element.tag in ("li", "tr", "td", "option"):
            self._close(self._open.pop())

    def _judge_attributes(self, element: _Element, names: list[str]) -> None:
        for name, times in Counter(names).items():
            if times > 1:
                self._say(f"<{element.tag}> has {name} twice")
            if name == "style" or name.startswith("on"):
                self._say(f"<{element.tag}> has {name}=…, which the content policy forbids")
        if element.tag in _OBSOLETE:
            self._say(f"<{element.tag}> is no element of HTML")
        if element.tag == "img" and "alt" not in element.attributes:
            self._say("<img> has no alt")
        if element.tag == "html" and not element.attributes.get("lang"):
            self._say("<html> has no lang")

    def _judge_place(self, element: _Element) -> None:
        above = self._open[-1].tag if self._open else ""
        parents = _PARENTS.get(element.tag)
        if parents and above and above not in parents:
            self._say(f"<{element.tag}> stands in <{above}>")
        if element.tag in _ALONE and any(one.tag == element.tag for one in self._open):
            self._say(f"<{element.tag}> stands within another <{element.tag}>")
        if above in ("ul", "ol") and element.tag not in ("li", "script", "template"):
            self._say(f"<{element.tag}> stands directly in <{above}>")
        if element.tag in _ENDS_PARAGRAPH and above in _INLINE_ONLY:
            self._say(f"<{element.tag}> stands in <{above}>")

    def _note(self, element: _Element) -> None:
        attributes = element.attributes
        if "id" in attributes:
            self._seen.ids[attributes["id"]] += 1
            if not attributes["id"] or " " in attributes["id"]:
                self._say(f'"{attributes["id"]}" is no id')
        for name in _POINTERS:
            for id_ in attributes.get(name, "").split():
                self._seen.pointers.append((element.line, name, id_))
        if element.tag == "label" and attributes.get("for"):
            self._seen.labelled.add(attributes["for"])
        within_label = any(one.tag == "label" for one in self._open)
        named = within_label or any(attributes.get(name) for name in _NAMES)
        if element.tag in _NAMED and attributes.get("type") not in _NEED_NO_LABEL and not named:
            self._seen.nameless.append(element)

    def _close(self, element: _Element) -> None:
        silent = not element.has_words and not any(element.attributes.get(name) for name in _NAMES)
        if element.tag in ("a", "button", "title", "h1", "h2", "h3") and silent:
            self._wrong.append((element.line, f"<{element.tag}> has no words"))

    def _unwind(self, tag: str) -> None:
        """Go on after a stray end: to the element that it meant, when there is one."""
        places = [place for place, element in enumerate(self._open) if element.tag == tag]
        if places:
            del self._open[places[-1] :]

    def _speak(self) -> None:
        for element in self._open:
            element.has_words = True

    def _say(self, what: str) -> None:
        self._wrong.append((self.getpos()[0], what))


def _shown(element: _Element) -> str:
    return " ".join(
        f'{name}="{element.attributes[name]}"' for name in ("name", "type") if name in element.attributes
    )
