#!/bin/sh
# Put the units of systemd, the configuration of NATS and the command `utblick` where this server looks for them.
set -eu
umask 022
here=$(cd "$(dirname "$0")/.." && pwd)
install -m 0644 "$here"/systemd/* /etc/systemd/system/
install -D -m 0644 -t /etc/utblick/nats "$here/nats/cluster.conf"
# They may be the municipality's own by now, with a county in the one, and certificates in the other.
for name in accounts tls; do
    [ -e "/etc/utblick/nats/$name.conf" ] || install -m 0644 "$here/nats/$name.conf" /etc/utblick/nats/
done
if [ -e /etc/utblick/nats/ca.pem ]; then
    chgrp utblick-nats /etc/utblick/nats/*.pem
    chmod 0640 /etc/utblick/nats/*.pem
    chmod 0644 /etc/utblick/nats/ca.pem
fi
install -m 0755 "$here/server/utblick" /usr/local/bin/utblick
systemctl daemon-reload
