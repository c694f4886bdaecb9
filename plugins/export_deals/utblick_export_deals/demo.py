"""Visibly made-up leads and agreements, so that an empty installation shows what it can do."""


def load(ctx):
    pass
