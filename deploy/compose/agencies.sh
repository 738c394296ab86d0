#!/bin/sh
# Makes what deploy/compose/agencies.yml must not hold, for every agency of
# deploy/agencies: keys, certificates, an env file, and the directory with those keys.
# What is there already is left alone. Needs openssl, and `make install` once.
set -eu
cd "$(dirname "$0")/../.."
all=deploy/compose/agencies
agency="${PYTHON:-.venv/bin/python} -m routing cli agency"

umask 077
mkdir -p "$all"
[ -e "$all/authority/authority.pem" ] || $agency certificate authority "$all/authority"
umask 022
mkdir -p "$all/directory"

block=0
for file in deploy/agencies/*.yml; do
  id=$(basename "$file" .yml)
  home=$all/$id
  block=$((block + 1))
  mkdir -p "$home"
  chmod 755 "$home"
  if [ ! -e "$home/env" ]; then
    MINQING_SECRETS=$home/secrets MINQING_ENV=$home/env.new deploy/compose/prepare.sh
    sed -e "s/^AGENCY=.*/AGENCY=$id/" \
      -e "s/^RECEIPT_PREFIX=.*/RECEIPT_PREFIX=MQ$block/" \
      -e "s/^\([A-Z]*_PORT=8\)1/\1$block/" \
      -e "s/^\(PROMETHEUS_PORT=\).*/\1$((9089 + block))/" \
      -e "s/^\(GRAFANA_PORT=\).*/\1$((2999 + block))/" "$home/env.new" > "$home/env.part"
    printf 'AGENCY_ID=%s\nAGENCY_HOME=./%s\n' "$id" "$home" >> "$home/env.part"
    chmod 600 "$home/env.part"
    mv "$home/env.part" "$home/env"
    rm "$home/env.new"
  fi
  if [ ! -e "$home/tls/agency.pem" ]; then
    $agency certificate issue "$all/authority" --agency "$id" --out "$home/tls"
    # Whoever is given the folder reads it: RabbitMQ runs as a user that is not the owner.
    chmod 644 "$home/tls/agency-key.pem"
  fi
  if [ ! -e "$home/secrets/agency-key.yml" ]; then
    rm -f "$home/secrets/agency-key.pem"
    $agency key "$home/secrets/agency-key.pem" --id k1 > "$home/secrets/agency-key.part"
    chmod 644 "$home/secrets/agency-key.pem"
    mv "$home/secrets/agency-key.part" "$home/secrets/agency-key.yml"
  fi
  $agency broker conf > "$home/rabbitmq.conf"
  # Its keys, and how its own receipts begin (its env file says so).
  awk '/^[a-z]/ {mine = /^(keys|receipts):/} !mine' "$file" > "$all/directory/$id.yml"
  sed -n 's/^RECEIPT_PREFIX=\(.*\)/receipts: [\1]/p' "$home/env" >> "$all/directory/$id.yml"
  cat "$home/secrets/agency-key.yml" >> "$all/directory/$id.yml"
done
# A key for each two that both say that they compare petitioners; intake reads it.
compares() { sed -n 's/^compares: *\[\(.*\)\]/\1/p' "$all/directory/$1.yml" | tr -d ' ' | tr ',' '\n'; }
for file in deploy/agencies/*.yml; do
  one=$(basename "$file" .yml)
  mkdir -p "$all/$one/secrets/pairs"
  for other in $(compares "$one"); do
    compares "$other" | grep -qx "$one" || continue
    own=$all/$one/secrets/pairs/$other.trial.key
    far=$all/$other/secrets/pairs/$one.trial.key
    mkdir -p "$all/$other/secrets/pairs"
    [ -e "$own" ] || if [ -e "$far" ]; then cp "$far" "$own"; else openssl rand -hex 32 > "$own"; fi
    [ -e "$far" ] || cp "$own" "$far"
    chmod 644 "$own" "$far"
  done
done
$agency check "$all/directory"
