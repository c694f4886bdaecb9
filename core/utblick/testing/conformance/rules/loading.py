"""C01, C02 and C17: a plugin loads, alone and with the others; its hooks are sound; it needs no settings."""

from collections.abc import Iterator

from utblick.bus.example import NoExample
from utblick.errors import UtblickError
from utblick.registry import load_registry
from utblick.settings import Settings
from utblick.settings.mistakes import SettingsMistakes
from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.hooks import Hooks
from utblick.testing.conformance.subject.order import in_order
from utblick.testing.conformance.subject.sources import place_in, place_of, said, shown


def imported_hooks(subject: Subject) -> Hooks:
    """The answers to the hooks; raises `NotTried` when the plugin cannot be imported at all."""
    try:
        return subject.hooks
    except Exception as error:
        raise NotTried("The plugin cannot be imported: C01 says why.") from error


def loads(subject: Subject) -> Iterator[Finding]:
    """Import every module, then load the plugin by itself and after every other one."""
    unready = [*_unimported(subject), *_missing(subject)]
    yield from unready
    if unready:
        return
    try:
        subject.houses.first  # noqa: B018 - it is made here
    except Exception as error:
        where = place_in(error, subject.folder)
        yield Finding(where, f"The plugin does not load by itself: {_reason(error)}.", _mend(error))
        return
    yield from _beside_others(subject)


def sound_hooks(subject: Subject) -> Iterator[Finding]:
    """Every hook is known, marked, plain and gives what it should."""
    yield from imported_hooks(subject).faults


def starts(subject: Subject) -> Iterator[Finding]:
    """Without any setting the plugin starts, or the settings that it needs say what they are."""
    model = next(iter(imported_hooks(subject).many("register_settings")), None)
    if model is None:
        return
    for name, info in model.model_fields.items():
        if info.is_required() and not info.description:
            yield Finding(
                place_of(model),
                f"The setting {name} has no default, and does not say what it is for.",
                "Give it a default, or `Field(description=…)` that the error at the start can show.",
            )
    try:
        model.model_validate(subject.settings)
    except NoExample as error:
        mend = "Give it `Field(examples=[…])`."
        yield Finding(place_of(model), f"No value can be made for the setting {error}.", mend)
    except ValueError as error:
        mend = "Let the defaults of the settings be values that the settings themselves accept."
        yield Finding(place_of(model), f"The defaults are refused: {said(error)}.", mend)


def _unimported(subject: Subject) -> Iterator[Finding]:
    try:
        subject.import_everything()
    except Exception as error:
        where = place_in(error, subject.folder)
        yield Finding(
            where, f"The plugin cannot be imported: {said(error)}.", "Mend what fails in this line."
        )


def _missing(subject: Subject) -> Iterator[Finding]:
    for name in subject.needed:
        if subject.ground.point(name) is None:
            mend = "Install it, or take it out of `depends` in `describe()`."
            yield Finding(shown(subject.folder), f"It depends on {name}, which is not installed.", mend)


def _beside_others(subject: Subject) -> Iterator[Finding]:
    names = in_order(subject.ground)
    if names == (*subject.needed, subject.name):
        return
    without = _set_aside(subject, tuple(name for name in names if name != subject.name))
    for name, reason in _set_aside(subject, names).items():
        if name not in without or name == subject.name:
            whose = "It" if name == subject.name else f"The plugin {name}"
            yield Finding(
                shown(subject.folder),
                f"{whose} does not load where every installed plugin is enabled: {reason.rstrip('.')}.",
                "Share nothing with other plugins: no table, no address, no name.",
            )


def _set_aside(subject: Subject, names: tuple[str, ...]) -> dict[str, str]:
    settings = {subject.name: subject.settings} if subject.settings else {}
    registry = load_registry(Settings(plugins=names, plugin=settings), installed=subject.ground.installed)
    return {one.name: one.reason for one in registry.quarantined}


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") if isinstance(error, UtblickError) else said(error)


def _mend(error: Exception) -> str:
    if isinstance(error, SettingsMistakes):
        return "Give the settings defaults that they themselves accept."
    return "Mend the declaration that the sentence names."


C01 = Rule(
    "C01",
    "It loads by itself and beside every other installed plugin.",
    loads,
    after=("C02", "C03", "C17"),
)
C02 = Rule(
    "C02", "Its hooks are known, marked, synchronous and give what they should.", sound_hooks, after=()
)
C17 = Rule(
    "C17",
    "It starts without any setting, or each setting that it needs says what it is for.",
    starts,
    after=("C02",),
)
