#!/bin/bash
# Pins requirements/*.txt from requirements/*.in, with hashes, without addresses.
# base is compiled first; the larger sets keep its versions; provider stands alone.
set -euo pipefail
cd "$(dirname "$0")"
: "${COMPILER:?run this through 'make pins'}"
for name in base local dev provider; do
  CUSTOM_COMPILE_COMMAND="make pins" $COMPILER --quiet \
    --generate-hashes --allow-unsafe --strip-extras --annotation-style=line \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
    "$@" --output-file "$name.txt" "$name.in"
done
