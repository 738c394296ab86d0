#!/bin/sh
# Tries a bundle where there is no network: `deploy/offline/trial.sh BUNDLE PUBLIC-KEY`.
# As root. In a network namespace with the loopback alone and mounts of its own, the
# bundle's Debian is unpacked, Minqing installed in it, and an agency run there that plays
# the demo's petitions from the door to the answer.
set -eu
if [ "${3:-}" != inside ]; then
  exec unshare --net --mount --fork "$0" "$1" "$2" inside
fi
home=$(mktemp --directory --tmpdir minqing-offline-XXXXXX)
root=$home/root
# Mounts end with the namespace; what they cover must not be deleted through them.
trap 'umount -l "$root/dev/shm" "$root/dev" "$root/proc" 2>/dev/null; rm -rf --one-file-system "$home"' EXIT
ip link set lo up
[ -z "$(ip route)" ] || { echo "there is a route: no trial" >&2; exit 1; }

began=$(date +%s)
python3 "$1/install.py" --trust "$2" --base "$root"
installed=$(date +%s)

cat > "$root/trial.sh" <<'INSIDE'
cd /opt/minqing
export MINQING_RESIDENTS=0 LANG=C.UTF-8 HOME=/root
make run > /root/run.log 2>&1 &
agency=$!
tries=0
until grep -q 'ready; Ctrl-C' /root/run.log; do
  tries=$((tries + 1))
  if [ "$tries" -gt 300 ] || ! kill -0 "$agency"; then tail -n 20 /root/run.log; exit 1; fi
  sleep 1
done
date +%s > /root/ready
make demo
make stop
wait "$agency" || true
INSIDE
chroot "$root" /bin/sh /trial.sh
ready=$(cat "$root/root/ready")
echo "installed in $((installed - began)) s, an agency with answered petitions $((ready - installed)) s later"
