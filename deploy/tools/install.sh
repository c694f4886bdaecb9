#!/bin/sh
# Bring .venv to what requirements/GROUP.txt says: run, test, check or docs.
set -eu
group=$1
cd "$(dirname "$0")/../.."
if [ ! -x .venv/bin/python ]; then
    "${PYTHON:-python3}" -c 'import sys; sys.exit("Utblick needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
    "${PYTHON:-python3}" -m venv .venv
fi
quiet="--quiet --disable-pip-version-check --no-input"
echo "Installing what is needed to $group Utblick ..."
if [ "$group" = test ]; then
    # It mostly waits for its registry: let it do so while pip works.
    .venv/bin/python deploy/tools/node_packages.py tests/node .venv/node &
    packages=$!
fi
# shellcheck disable=SC2086
.venv/bin/pip install $quiet --require-hashes -r "requirements/$group.txt"
if [ "$group" = run ]; then
    # shellcheck disable=SC2086
    .venv/bin/pip install $quiet --no-deps --no-build-isolation -e .
    # pip compiles what it installs, but not what is used where it lies.
    .venv/bin/python -m compileall -q core plugins
fi
if [ "$group" = test ]; then
    wait "$packages" || echo "NOTE: npm could not fetch the AsyncAPI parser and the schema of compose files: their tests will be SKIPPED." >&2
fi
touch ".venv/$group.stamp"
