#!/bin/sh
# The static checks. Every one is run, and the first failure decides the exit code. The types take as long
# as all others together, so they are looked at beside them.
cd "$(dirname "$0")/../.." || exit 2
bin=.venv/bin
failed=0
step() {
    echo "== $1"
    shift
    "$@" || failed=1
}
types=$(mktemp)
$bin/mypy >"$types" 2>&1 &
mypy=$!
step "format" $bin/ruff format --check -q .
step "lint" $bin/ruff check -q .
step "walls" $bin/lint-imports --no-cache
step "templates" $bin/djlint core/utblick plugins --lint --quiet
step "words" $bin/codespell
step "translations" $bin/utblick i18n check
UTBLICK_DATA_FOLDER=$(mktemp -d)
export UTBLICK_DATA_FOLDER
step "events" $bin/utblick events check
step "migrations" sh -c "$bin/utblick db upgrade && $bin/utblick db check"
rm -rf "$UTBLICK_DATA_FOLDER"
wait $mypy || failed=1
step "types" cat "$types"
rm "$types"
exit $failed
