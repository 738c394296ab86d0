#!/bin/sh
# Runs once, on an empty server: for each service a role, and a database that only it enters.
set -eu
for service in registry intake routing notify portal; do
  variable="$(echo "$service" | tr '[:lower:]' '[:upper:]')_DB_PASSWORD"
  eval "password=\${$variable:?}"
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    --dbname postgres --set service="$service" --set password="$password" <<'SQL'
create role :"service" login password :'password';
create database :"service" owner :"service" template template0
  encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8';
revoke connect, temporary on database :"service" from public;
SQL
done
