#!/bin/sh
# The role and the database of Utblick in PostgreSQL, as root on the machine that PostgreSQL runs on.
#
# `database.sh` lets the system's user utblick in, by the socket and without a password. `database.sh --password`
# is for web processes on other machines: it gives the role a password and prints the line for utblick.env;
# pg_hba.conf must then let those machines in (hostssl utblick utblick ADDRESS/32 scram-sha-256).
set -eu
ask() { (cd / && runuser -u postgres -- psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"); }

if [ -z "$(ask -c "SELECT 1 FROM pg_roles WHERE rolname = 'utblick'")" ]; then
    ask -c "CREATE ROLE utblick LOGIN"
    echo "Made the role utblick."
fi
if [ -z "$(ask -c "SELECT 1 FROM pg_database WHERE datname = 'utblick'")" ]; then
    ask -c "CREATE DATABASE utblick OWNER utblick ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
    echo "Made the database utblick."
fi
if [ "${1:-}" = --password ]; then
    password=$(openssl rand -hex 24)
    echo "ALTER ROLE utblick PASSWORD '$password'" | ask
    echo "UTBLICK_DATABASE__URL=postgresql+psycopg://utblick:$password@$(hostname -f)/utblick?sslmode=require"
fi
