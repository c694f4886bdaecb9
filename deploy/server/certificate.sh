#!/bin/sh
# A certificate signed by nobody, so that the proxy can start: `certificate.sh FILE HOST [ADDRESS]`.
# It is for the first hour. Put the certificate of the municipality in its place, with its key, in the same file.
set -eu
umask 077
file=$1
if [ -e "$file" ]; then
    echo "$file is there already and stays as it is."
    exit 0
fi
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$2" \
    -addext "subjectAltName=DNS:$2${3:+,IP:$3}" -keyout "$file.key" -out "$file.crt" 2>/dev/null
cat "$file.crt" "$file.key" >"$file"
rm "$file.crt" "$file.key"
echo "Wrote $file, which browsers will warn of: put the municipality's own certificate in its place."
