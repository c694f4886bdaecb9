#!/bin/sh
# Stand-ins for the base images that deploy/Containerfile and deploy/compose.yaml name, from Debian's packages: for
# machines that reach no registry of images. As root, with podman and debootstrap. What is there already stays.
#
# They behave as the images of those names where our files rely on it: users, folders, the first start of PostgreSQL,
# signals. Their programs are Debian's: PostgreSQL 17 and haproxy 3.0, both of trixie.
set -eu
umask 022
mirror=${MIRROR:-http://deb.debian.org/debian}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
there() { podman image exists "localhost/$1"; }

system() { # SUITE: the smallest Debian of it
    there "debian:$1-slim" && return
    debootstrap --variant=minbase "$1" "$folder/$1" "$mirror" >"$folder/$1.log" || { tail "$folder/$1.log" >&2; exit 1; }
    rm -rf "$folder/$1/var/cache/apt/archives/"*.deb "$folder/$1/var/lib/apt/lists/"*
    # Authorities that this machine alone trusts, such as the one of a proxy that looks into TLS.
    mkdir -p "$folder/$1/usr/local/share/ca-certificates"
    for own in /usr/local/share/ca-certificates/*.crt; do
        [ ! -e "$own" ] || cp "$own" "$folder/$1/usr/local/share/ca-certificates/"
    done
    tar -C "$folder/$1" -c . | podman import --quiet --change CMD=bash \
        --change ENV=NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt - "localhost/debian:$1-slim"
    rm -rf "${folder:?}/$1"
}

built() { # NAME: by the Containerfile of standard input, with what lies in $folder/NAME
    if there "$1"; then
        cat >/dev/null
    else
        podman build --quiet --tag "localhost/$1" --file - "$folder/context"
    fi
}

mkdir "$folder/context"
cat >"$folder/context/first-start.sh" <<'END_OF_START'
#!/bin/sh
# As the image of PostgreSQL does it: a cluster on an empty folder, made by a server that listens on no address.
set -eu
if [ "$(id -u)" = 0 ]; then
    install -d -m 0700 -o postgres -g postgres "$PGDATA"
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    echo "$POSTGRES_PASSWORD" >/tmp/password
    # shellcheck disable=SC2086 # several words
    initdb --username="$POSTGRES_USER" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 \
        $POSTGRES_INITDB_ARGS
    rm /tmp/password
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
    pg_ctl --wait --options="-c listen_addresses=''" start
    createdb --username="$POSTGRES_USER" --maintenance-db=postgres "$POSTGRES_DB"
    pg_ctl --wait --mode=fast stop
fi
exec "$@"
END_OF_START
chmod 0755 "$folder/context/first-start.sh"

system bookworm
system trixie

built postgres:17-bookworm <<'END'
FROM localhost/debian:trixie-slim
ARG DEBIAN_FRONTEND=noninteractive
RUN groupadd --system --gid 999 postgres \
    && useradd --system --uid 999 --gid 999 --home-dir /var/lib/postgresql postgres \
    && apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-common \
    && sed -i "s/^#*create_main_cluster.*/create_main_cluster = false/" /etc/postgresql-common/createcluster.conf \
    && apt-get install -y -qq --no-install-recommends postgresql-17 \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -m 3777 -o postgres -g postgres /run/postgresql \
    && install -d -m 0700 -o postgres -g postgres /var/lib/postgresql/data
COPY first-start.sh /usr/local/bin/
ENV PATH=/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["first-start.sh"]
CMD ["postgres"]
END

built haproxy:2.8 <<'END'
FROM localhost/debian:trixie-slim
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends haproxy \
    && groupmod --gid 99 haproxy && usermod --uid 99 --gid 99 haproxy && chown haproxy: /var/lib/haproxy \
    && rm -rf /var/lib/apt/lists/* && mkdir -p /usr/local/etc/haproxy
USER haproxy
WORKDIR /var/lib/haproxy
STOPSIGNAL SIGUSR1
CMD ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
END
