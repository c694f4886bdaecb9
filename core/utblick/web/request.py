"""What a page may know of the request: parsed, bounded and independent of the web framework."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, TypeVar, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ValidationError

from utblick.errors import FieldProblem, Invalid
from utblick.i18n import Msg

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form; `file` is spooled to disk when it is large."""

    name: str
    content_type: str
    size: int
    file: BinaryIO


class Values(Mapping[str, str]):
    """Query or form values: the last of each name as an item, all of them by `all()`.

    They hold no NUL sign: no text has one, and PostgreSQL keeps none.
    """

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        self._all: dict[str, list[str]] = {}
        for name, value in pairs:
            self._all.setdefault(name, []).append(value.replace("\0", ""))

    def __getitem__(self, name: str) -> str:
        return self._all[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def all(self, name: str) -> list[str]:
        """Every value of a name, in the order in which they were sent."""
        return list(self._all.get(name, ()))

    def uuid(self, name: str) -> UUID | None:
        """The id that stands under a name; None where there is none."""
        try:
            return UUID(self.get(name, ""))
        except ValueError:
            return None

    def pairs(self) -> list[tuple[str, str]]:
        """Each name with each of its values."""
        return [(name, value) for name, values in self._all.items() for value in values]


@dataclass
class WebRequest:
    """One request, as pages see it."""

    method: str
    path: str
    query: Values = field(default_factory=Values)
    query_string: str = ""
    form: Values = field(default_factory=Values)
    uploads: dict[str, list[Upload]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    remote: str = ""
    csrf_token: str = ""
    session_id: UUID | None = None
    must_enrol: bool = False
    request_id: str = ""
    traceparent: str = ""
    json: Any = None
    flashes: list[tuple[str, Msg]] = field(default_factory=list)
    set_cookies: list[str] = field(default_factory=list)

    @property
    def is_fragment(self) -> bool:
        """Whether htmx asks for a part of a page (and not for a whole one, boosted or restored)."""
        return self.headers.get("hx-request") == "true" and self.headers.get("hx-request-type") != "full"

    @property
    def fragment_target(self) -> str:
        """The id of the element that htmx will fill, without tag name."""
        return self.headers.get("hx-target", "").rpartition("#")[2]

    def bind(self, model: type[M]) -> M:
        """The form as a checked model; raises `Invalid` with each field's problem.

        A field that comes twice is a list where the model asks for several, else the last one counts.
        """
        from utblick.web.problems import problem_of

        values: dict[str, object] = {
            name: self.form.all(name) if len(self.form.all(name)) > 1 and _takes_many(model, name) else value
            for name, value in self.form.items()
        }
        try:
            return model.model_validate(values)
        except ValidationError as error:
            raise Invalid(
                [FieldProblem(".".join(map(str, e["loc"])), problem_of(e)) for e in error.errors()]
            ) from None


def _takes_many(model: type[BaseModel], name: str) -> bool:
    """Whether the model's field is a list or the like."""
    field = model.model_fields.get(name)
    kinds = (field.annotation, *get_args(field.annotation)) if field is not None else ()
    return any((get_origin(kind) or kind) in _MANY for kind in kinds)


_MANY = (list, tuple, set, frozenset, Sequence)
