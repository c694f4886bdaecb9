#!/bin/sh
# Put the units of systemd, the configuration of NATS and the command `utblick` where this server looks for them.
set -eu
umask 022
here=$(cd "$(dirname "$0")/.." && pwd)
install -m 0644 "$here"/systemd/* /etc/systemd/system/
install -D -m 0644 -t /etc/utblick/nats "$here/nats/cluster.conf"
# It may be the municipality's own by now, with a county in it.
[ -e /etc/utblick/nats/accounts.conf ] || install -m 0644 "$here/nats/accounts.conf" /etc/utblick/nats/
install -m 0755 "$here/server/utblick" /usr/local/bin/utblick
systemctl daemon-reload
