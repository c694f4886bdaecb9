#!/bin/sh
# Restart the processes of this server one after the other, while people work: `roll.sh`, or `roll.sh nats` to
# restart its NATS servers first. It stops at the first that does not come back; the others run on.
set -eu
running() { systemctl list-units --plain --no-legend --state=active "$1" | cut -d ' ' -f 1; }
well() { # ADDRESS: whether the NATS server there has caught up with the others
    /opt/utblick/current/bin/python -c "import urllib.request as r; r.urlopen('http://$1/healthz', timeout=5)" \
        2>/dev/null
}
if [ "${1:-}" = nats ]; then
    for unit in $(running 'utblick-nats@*'); do
        echo "Restarting $unit ..."
        systemctl restart "$unit"
        name=${unit#utblick-nats@}
        monitor=$(sed -n 's/^NATS_MONITOR=//p' "/etc/utblick/nats-${name%.service}.env")
        tries=0
        until well "$monitor"; do
            tries=$((tries + 1))
            [ $tries -lt 120 ] || { echo "$unit does not catch up: see journalctl -u $unit" >&2; exit 1; }
            sleep 1
        done
    done
fi
# systemd returns when a process has failed or has said that it is ready: a web process when proxies know it.
for unit in $(running 'utblick-worker@*') $(running 'utblick-web@*'); do
    echo "Restarting $unit ..."
    systemctl restart "$unit"
done
