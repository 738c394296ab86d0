#!/bin/sh
# Makes what docker-compose.yml must not hold: .env with fresh passwords, and the keys.
# What is there already is left alone. Needs openssl 1.1.1 or newer.
set -eu
cd "$(dirname "$0")/../.."
keys=${MINQING_SECRETS:-deploy/compose/secrets}
env=${MINQING_ENV:-.env}

umask 077
if [ ! -e "$env" ]; then
  while IFS= read -r line; do
    case $line in
      *_PASSWORD=) echo "$line$(openssl rand -hex 18)" ;;
      *) echo "$line" ;;
    esac
  done < .env.example > "$env.part"
  mv "$env.part" "$env"
  echo "made $env"
fi

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
if [ ! -e "$keys/sealing-keys" ]; then
  openssl rand -base64 32 | tr '+/' '-_' > "$keys/sealing-keys"
  echo "made the key that seals personal data: keep a copy, without it nobody reads them"
fi
