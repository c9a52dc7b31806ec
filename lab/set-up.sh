#!/bin/sh
# Installs the lab's programs (Debian, root). No service is started: the lab runs every program itself,
# in its own network namespaces and with its own configuration.
set -eu
cd "$(dirname "$0")"

policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  made_policy=yes
fi
remove_policy() { if [ "$made_policy" = yes ]; then rm -f "$policy"; fi; }
trap remove_policy EXIT

packages=$(grep -v '^#' packages.txt)
missing=
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
apt-get update -q
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
