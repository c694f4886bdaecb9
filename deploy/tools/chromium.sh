#!/bin/sh
# Chromium for the browser tests, from Debian's packages, when it is missing and apt is at hand.
set -u
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq >/dev/null 2>&1
    for package in chromium-headless-shell chromium; do # the first is the smaller and the faster
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 && exit 0
    done
fi
echo "NOTE: there is no Chromium on this machine and it cannot be installed here: the browser tests will be SKIPPED." >&2
