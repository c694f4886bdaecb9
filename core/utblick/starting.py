"""A start makes much that stays: garbage is not looked for until it is over, and never among that."""

import gc


def hold() -> None:
    """Make things without being interrupted; `settle` ends it."""
    gc.disable()


def settle() -> None:
    """From now on look for garbage, but only among what is made from now on."""
    gc.freeze()
    gc.enable()
