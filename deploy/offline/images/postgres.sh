#!/bin/sh
# Starts PostgreSQL; the first time it makes the data and runs the house's scripts.
set -eu
data=/var/lib/postgresql/data
if [ ! -s "$data/PG_VERSION" ]; then
  umask 077
  printf '%s' "$POSTGRES_PASSWORD" > /tmp/first-password
  initdb --pgdata="$data" --username="$POSTGRES_USER" --pwfile=/tmp/first-password \
    --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 \
    --locale-provider=builtin --builtin-locale=C.UTF-8
  rm /tmp/first-password
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  pg_ctl --pgdata="$data" --wait --options="-c listen_addresses= -k /tmp" start
  for script in /docker-entrypoint-initdb.d/*.sh; do sh "$script"; done
  pg_ctl --pgdata="$data" --wait --mode=fast stop
fi
exec "$@" -D "$data" -k /tmp -c 'listen_addresses=*'
