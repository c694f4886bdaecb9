#!/bin/sh
# haproxy, nginx and checkers of units and scripts for the tests of deploy/, from Debian's packages, when missing
# and apt is at hand. The services that come with the packages are not started.
set -u
missing=""
for pair in haproxy:haproxy nginx:nginx-light systemd-analyze:systemd openssl:openssl shellcheck:shellcheck; do
    PATH="$PATH:/usr/sbin" command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing$missing for the tests of deploy/ ..."
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
        trap 'rm -f $policy' EXIT
    fi
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 && exit 0
fi
echo "NOTE:$missing cannot be installed here: tests of deploy/ will be SKIPPED." >&2
