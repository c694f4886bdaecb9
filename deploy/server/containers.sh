#!/bin/sh
# What compose.yaml needs beside it: `containers.sh SETTINGS` makes deploy/utblick.toml and deploy/secrets/, as
# root. What is there already stays as it is; neither belongs into version control.
set -eu
umask 077
here=$(cd "$(dirname "$0")/.." && pwd)
settings=${1:?Name the settings file, such as deploy/settings/nordanstig.toml}
value() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" "$settings"; }
host=$(value public_url)

[ -e "$here/utblick.toml" ] || install -m 0644 "$settings" "$here/utblick.toml"
"$here/server/secrets.sh" "$here/secrets" "$(value code)" nats1=nats1 nats2=nats2 nats3=nats3
if [ ! -e "$here/secrets/database.env" ]; then
    password=$(openssl rand -hex 24)
    echo "POSTGRES_PASSWORD=$password" >"$here/secrets/database.env"
    echo "UTBLICK_DATABASE__URL=postgresql+psycopg://utblick:$password@database/utblick" >>"$here/secrets/utblick.env"
fi
"$here/server/certificate.sh" "$here/secrets/utblick.pem" "${host#https://}"
# The user of haproxy's image reads it.
chown 99:99 "$here/secrets/utblick.pem"
