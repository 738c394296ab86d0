#!/bin/sh
# Puts what an agency with neighbours must not write down into its namespace:
#   deploy/kubernetes/neighbours.sh minqing AGENCY-KEY.pem TLS-FOLDER [PAIR-KEYS-FOLDER]
# The files are those of docs/agencies.md, "Add an agency": the key that signs letters
# (`cli agency key`), the broker's three files (`cli agency certificate issue`), and the
# keys by which petitioners are compared, if that was agreed. What is there is replaced:
# after a key was changed, run it again and restart routing (or intake).
set -eu
namespace=${1:?the namespace of the agency}
key=${2:?the private key that signs letters}
tls=${3:?the folder with authority.pem, agency.pem, agency-key.pem}
pairs=${4:-}

put() {
  kubectl --namespace "$namespace" create secret generic "$@" --dry-run=client --output yaml |
    kubectl --namespace "$namespace" apply --filename -
}

put agency-key --from-file="agency-key.pem=$key"
put agency-tls --from-file="$tls/authority.pem" --from-file="$tls/agency.pem" \
  --from-file="$tls/agency-key.pem"
[ -z "$pairs" ] || put agency-pairs --from-file="$pairs"
