"""The Chromium of this machine, for tests that look at pages as people do."""

import shutil

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""How it is started: as root in a container, and without a word to other machines."""
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The sets of rules that axe is asked for: WCAG 2.2 AA, and what is good practice besides."""

SETTLED = "() => document.readyState === 'complete' && !document.querySelector('[aria-busy=true]')"
"""Whether a page is there as a whole, with all of its boxes."""


def chromium() -> str | None:
    """Where its program lies, the one without a window first; None where there is none."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)
