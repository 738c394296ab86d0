#!/bin/sh
# Makes the secrets that the files beside this name, in the namespace of an agency:
#   deploy/kubernetes/secrets.sh minqing
# What is there already is left alone. Needs kubectl and openssl 1.1.1 or newer. The
# databases' passwords and the broker's first user are made by their operators.
set -eu
namespace=${1:?the namespace of the agency}
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has() { kubectl --namespace "$namespace" get secret "$1" > /dev/null 2>&1; }
make() { kubectl --namespace "$namespace" create secret generic "$@"; }

if ! has jwt-private; then
  openssl genpkey -algorithm ed25519 -out "$work/jwt-private.pem"
  openssl pkey -in "$work/jwt-private.pem" -pubout -out "$work/jwt-public.pem"
  make jwt-public --from-file="$work/jwt-public.pem"
  make jwt-private --from-file="$work/jwt-private.pem"
fi
for service in registry intake notify portal; do
  has "sealing-$service" && continue
  openssl rand -base64 32 | tr '+/' '-_' > "$work/sealing-$service"
  make "sealing-$service" --from-file="$work/sealing-$service"
  echo "keep a copy of sealing-$service: without it nobody reads its personal data" >&2
done
for service in registry intake routing notify portal; do
  has "$service-broker" && continue
  openssl rand -hex 18 | tr -d '\n' > "$work/password"
  printf 'amqp://%s:%s@broker:5672//' "$service" "$(cat "$work/password")" > "$work/uri"
  make "$service-broker" --from-file="$work/password" --from-file="$work/uri"
done
