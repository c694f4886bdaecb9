#!/bin/sh
# Go to the image that was just built while people work: `containers-upgrade.sh`, or `containers-upgrade.sh nats` to
# replace the NATS servers first. COMPOSE="docker compose" where it is not podman-compose. It stops at the first
# container that does not come back; the others run on.
set -eu
cd "$(dirname "$0")/.."
compose=${COMPOSE:-podman-compose}

replace() { # SERVICE [ADDRESS]: put a new container in its place, and wait until that address in it answers
    echo "Replacing $1 ..."
    $compose up -d --no-deps --force-recreate "$1"
    [ $# -gt 1 ] || return 0
    tries=0
    until $compose exec -T "$1" python3 -c "import urllib.request as r; r.urlopen('$2', timeout=5)" 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || { echo "$1 does not come back: see $compose logs $1" >&2; exit 1; }
        sleep 2
    done
}

$compose run --rm -T upgrade
if [ "${1:-}" = nats ]; then
    for one in nats1 nats2 nats3; do
        replace $one http://127.0.0.1:8222/healthz
    done
fi
replace worker1
replace worker2
for one in web1 web2; do
    replace $one http://127.0.0.1:8000/health/ready
    # The proxy asks every second where it is and whether it is ready.
    sleep 5
done
