#!/bin/sh
# The secrets of an installation: `secrets.sh FOLDER [CODE [NAME=HOST …]]`. What is there already stays as it is.
#
# FOLDER/utblick.env is for the processes of Utblick, FOLDER/nats.env and FOLDER/nats-NAME.env are for the NATS
# servers of the municipality with the code. Without names there are three servers on this machine, on the
# ports 4221 to 4223; NAME=HOST puts one on each host, on port 4222. Copy the folder to the other machines.
set -eu
umask 077
folder=$1
code=${2:-}
if [ $# -gt 1 ]; then shift 2; else shift; fi
mkdir -p "$folder"

# It begins with a letter, or NATS would take some of them for numbers.
secret() { echo "s$(openssl rand -hex 24)"; }
write() { # FILE: what comes by standard input, unless the file is there
    if [ -e "$1" ]; then
        cat >/dev/null
        echo "$1 is there already and stays as it is."
    else
        cat >"$1.new"
        mv "$1.new" "$1"
        echo "Wrote $1."
    fi
}

bus=$(secret)
write "$folder/utblick.env" <<END
UTBLICK_BUS__PASSWORD=$bus
UTBLICK_SIGN_IN__KEY=$(secret)
END
[ -n "$code" ] || exit 0

bus=$(sed -n 's/^UTBLICK_BUS__PASSWORD=//p' "$folder/utblick.env")
cluster=$(secret)
[ -e "$folder/nats.env" ] && cluster=$(sed -n 's/^NATS_CLUSTER_PASSWORD=//p' "$folder/nats.env")
routes=""
server() { # FILE NAME HOST LISTEN CLUSTER-LISTEN MONITOR
    write "$folder/nats-$1.env" <<END
NATS_NAME=$2
NATS_LISTEN=$4
NATS_CLUSTER_LISTEN=$5
NATS_MONITOR=$6
NATS_STORE=/var/lib/utblick-nats/$1
END
    routes="$routes${routes:+,}nats-route://cluster:$cluster@$3:${5##*:}"
}
if [ $# -eq 0 ]; then
    for n in 1 2 3; do
        server $n nats$n 127.0.0.1 127.0.0.1:422$n 127.0.0.1:622$n 127.0.0.1:822$n
    done
else
    for pair in "$@"; do
        server "${pair%%=*}" "${pair%%=*}" "${pair#*=}" 0.0.0.0:4222 0.0.0.0:6222 127.0.0.1:8222
    done
fi
write "$folder/nats.env" <<END
NATS_DOMAIN=m$code
HOUSE_PASSWORD=$bus
COUNTY_PASSWORD=$(secret)
NATS_CLUSTER_PASSWORD=$cluster
NATS_ROUTES=[$routes]
END
