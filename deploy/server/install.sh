#!/bin/sh
# Install Utblick on a plain Debian server: `install.sh SETTINGS`, as root, from a checkout of the version wanted.
#
# It puts everything on this one machine: PostgreSQL, three NATS servers, two web processes, two workers and
# haproxy. It can be run again: files that are there already stay as they are.
set -eu
umask 022
here=$(cd "$(dirname "$0")/.." && pwd)
settings=${1:?Name the settings file, such as deploy/settings/nordanstig.toml}
[ "$(id -u)" = 0 ] || { echo "Run it as root." >&2; exit 1; }
say() { echo "== $*"; }
value() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" "$settings"; }
host=$(value public_url)
host=${host#https://}
keep() { # FROM TO MODE GROUP: put the file there, unless there is one
    [ -e "$2" ] || install -D -m "$3" -g "$4" "$1" "$2"
}

say "Debian's packages"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends python3 python3-venv openssl ca-certificates postgresql haproxy

say "Users, folders, settings and secrets"
for name in utblick utblick-nats; do
    id "$name" >/dev/null 2>&1 ||
        useradd --system --user-group --home-dir "/var/lib/$name" --shell /usr/sbin/nologin "$name"
done
install -d -m 0750 -o utblick -g utblick /var/lib/utblick
keep "$settings" /etc/utblick/utblick.toml 0640 utblick
"$here/server/secrets.sh" /etc/utblick "$(value code)"
chmod 0755 /etc/utblick

say "The release, which takes some minutes"
release=$("$here/server/release.sh" | tail -1)
ln -sfn "$release" /opt/utblick/current
echo "$release"
"$here/server/units.sh"

say "PostgreSQL"
"$here/server/database.sh"
# Each process may hold 30 connections; the 100 that PostgreSQL allows are too few for four of them.
(cd / && runuser -u postgres -- psql -X -q -c "ALTER SYSTEM SET max_connections = 200")
systemctl restart postgresql

say "The NATS servers"
systemctl enable --quiet --now utblick-nats@1 utblick-nats@2 utblick-nats@3

say "Utblick"
utblick check
utblick db upgrade
systemctl enable --quiet --now utblick-worker@1 utblick-worker@2 utblick-web@8001 utblick-web@8002
systemctl enable --quiet --now utblick-backup.timer

say "The proxy"
"$here/server/certificate.sh" /etc/haproxy/utblick.pem "$host"
if ! grep -q UTBLICK_WEB1 /etc/default/haproxy; then
    printf 'UTBLICK_WEB1=127.0.0.1:8001\nUTBLICK_WEB2=127.0.0.1:8002\n' >>/etc/default/haproxy
    cp /etc/haproxy/haproxy.cfg /etc/haproxy/haproxy.cfg.of-debian
    install -m 0644 "$here/proxy/haproxy.cfg" /etc/haproxy/haproxy.cfg
fi
systemctl restart haproxy

say "Done. Make the first administrator:"
echo 'utblick user add ADDRESS --name "First Last"'
