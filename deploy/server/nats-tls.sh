#!/bin/sh
# Certificates for NATS servers on several machines: `nats-tls.sh FOLDER NAME=HOST …`, beside secrets.sh FOLDER.
#
# FOLDER/nats/ca.pem is what servers and processes know each other by, FOLDER/nats/NAME.pem the certificate and the
# key of each server, and FOLDER/nats/tls.conf has them used. What is there already stays as it is, so that a server
# can be added later by the same key, FOLDER/nats/ca.key: keep that one elsewhere than on the servers.
set -eu
umask 077
secrets=$1 folder=$1/nats
shift
mkdir -p "$folder"
key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
days=3650

if [ ! -e "$folder/ca.pem" ]; then
    # shellcheck disable=SC2086 # several words
    openssl req -x509 $key -days $days -subj "/CN=Utblick, NATS" -keyout "$folder/ca.key" -out "$folder/ca.pem" 2>/dev/null
    chmod 0644 "$folder/ca.pem"
    echo "Wrote $folder/ca.pem, and its key to $folder/ca.key."
fi
for pair in "$@"; do
    name=${pair%%=*} host=${pair#*=} made=$folder/${pair%%=*}
    if [ -e "$made.pem" ]; then
        echo "$made.pem is there already and stays as it is."
        continue
    fi
    case $host in
        *[!0-9.]*) known="DNS:$host" ;;
        *) known="IP:$host" ;;
    esac
    # shellcheck disable=SC2086
    openssl req $key -subj "/CN=$name" -addext "subjectAltName=$known" -addext "extendedKeyUsage=serverAuth,clientAuth" \
        -keyout "$made.key" -out "$made.csr" 2>/dev/null
    openssl x509 -req -in "$made.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -days $days -copy_extensions copy \
        -out "$made.crt" 2>/dev/null
    cat "$made.crt" "$made.key" >"$made.pem"
    rm "$made.crt" "$made.key" "$made.csr"
    printf 'NATS_CERTIFICATE=%s\nNATS_CA=%s\n' "$made.pem" "$folder/ca.pem" >>"$secrets/nats-$name.env"
    echo "Wrote $made.pem."
done
cat >"$folder/tls.conf" <<'END'
tls { cert_file: $NATS_CERTIFICATE, key_file: $NATS_CERTIFICATE, ca_file: $NATS_CA, timeout: 5 }
END
