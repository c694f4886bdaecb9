"""Puts the house together with each set of plugins, each in a fresh copy of a process that knew none."""

import json
import os
import sys

from utblick.platform import assemble
from utblick.settings import Settings
from utblick.web.app import routes


def start(plugins, folder):
    list(routes(assemble(Settings(plugins=plugins, data_folder=folder, strict=True))))


def imported(plugins, folder):
    """The modules that are there once the house stands with these plugins."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            start(plugins, folder)
            os.write(there, " ".join(sys.modules).encode())
        finally:
            os._exit(0)
    os.close(there)
    with os.fdopen(here) as answer:
        said = answer.read().split()
    os.waitpid(child, 0)
    return said


asked = json.load(sys.stdin)
start((), asked["folder"])
told = [(plugins, imported(tuple(plugins), asked["folder"])) for plugins in asked["sets"]]
sys.stdout.write(json.dumps(told))
