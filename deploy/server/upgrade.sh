#!/bin/sh
# Go to the version of this checkout while people work: as root. `--without-backup` if one was just taken.
#
# A backup is taken, the new version is put beside the old one, the tables are brought up to date while the old processes run on,
# and then the processes are restarted one after the other. When a step fails, what runs goes on running.
set -eu
umask 022
here=$(cd "$(dirname "$0")/.." && pwd)
old=$(readlink -f /opt/utblick/current)
[ "${1:-}" = --without-backup ] || utblick backup create
release=$("$here/server/release.sh" | tail -1)
UTBLICK_RELEASE=$release utblick check
UTBLICK_RELEASE=$release utblick db upgrade
"$here/server/units.sh"
ln -sfn "$release" /opt/utblick/current.new
mv -T /opt/utblick/current.new /opt/utblick/current
what=""
[ "$("$old/bin/nats-server" --version)" = "$("$release/bin/nats-server" --version)" ] || what=nats
"$here/server/roll.sh" $what
# The one before stays, to go back to while the tables are as it knows them.
for one in /opt/utblick/releases/*; do
    [ "$one" = "$release" ] || [ "$one" = "$old" ] || rm -rf "$one"
done
echo "Running: $release. Before: $old"
