"""Plugins that are made up for one test, and found as if they were installed."""

import sys
import types
from pathlib import Path

import pytest

from utblick import api


class Point:
    """Stands where an entry point does."""

    def __init__(self, name, module):
        self.name, self.dist = name, None
        self._module, self.module = module, getattr(module, "__name__", f"made_up_{name}.plugin")

    def load(self):
        if isinstance(self._module, Exception):
            raise self._module
        return self._module


@pytest.fixture
def plugin():
    """Makes the entry point of a plugin with these hooks; one with `fails` raises it when it is imported."""

    def make(name="broken", *, fails=None, depends=(), **hooks):
        if fails is not None:
            return Point(name, fails)
        package = types.ModuleType(f"made_up_{name}")
        package.__path__ = [str(Path(__file__).parent)]
        package.__spec__ = types.SimpleNamespace(submodule_search_locations=package.__path__)
        sys.modules[package.__name__] = package
        module = types.ModuleType(f"{package.__name__}.plugin")
        card = api.Plugin(title=api._("Made up"), summary=api._("For a test."), depends=depends)
        hooks.setdefault("describe", lambda: card)
        for hook, function in hooks.items():
            setattr(module, hook, api.hookimpl(function))
        return Point(name, module)

    return make
