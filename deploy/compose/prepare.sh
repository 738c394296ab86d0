#!/bin/sh
# Makes what docker-compose.yml must not hold: .env with fresh passwords, and the keys.
# What is there already is left alone. Needs openssl 1.1.1 or newer.
set -eu
cd "$(dirname "$0")/../.."
keys=${MINQING_SECRETS:-deploy/compose/secrets}
env=${MINQING_ENV:-.env}

filled() {
  while IFS= read -r line; do
    case $line in
      *_PASSWORD=) echo "$line$(openssl rand -hex 18)" ;;
      *) echo "$line" ;;
    esac
  done
}

umask 077
if [ ! -e "$env" ]; then
  filled < .env.example > "$env.part"
  mv "$env.part" "$env"
  echo "made $env"
fi
# What a newer version asks for besides, at the end.
grep -E '^[A-Z_]+=' .env.example | while IFS= read -r line; do
  grep -q "^${line%%=*}=" "$env" || echo "$line" | filled >> "$env"
done

# Only the owner may enter the folder. The files in it can be read by whoever is given
# them one by one: the services run as a user that is not the owner.
mkdir -p "$keys"
umask 022
if [ ! -e "$keys/jwt-private.pem" ]; then
  openssl genpkey -algorithm ed25519 -out "$keys/jwt-private.pem"
  openssl pkey -in "$keys/jwt-private.pem" -pubout -out "$keys/jwt-public.pem"
  chmod 644 "$keys/jwt-private.pem"
  echo "made the key pair that signs tokens"
fi
# Each service has sealing keys of its own; where all shared one file, each gets a copy.
for service in registry intake notify portal; do
  own=$keys/sealing-$service
  [ ! -e "$own" ] || continue
  if [ -e "$keys/sealing-keys" ]; then
    cp "$keys/sealing-keys" "$own"
  else
    openssl rand -base64 32 | tr '+/' '-_' > "$own"
    echo "made the key that seals $service's personal data: keep a copy, without it nobody reads them"
  fi
done
