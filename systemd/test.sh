#!/usr/bin/env bash
# Tests crownstone2mqtt.service in a really booted systemd: start, status, watchdog, wrong password, stop.
#
#   systemd/test.sh ROOT [DEB]     ROOT: a directory with a Debian that has systemd, mosquitto-clients and adduser, for example made by
#                                  debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,adduser,mosquitto-clients bookworm ROOT
#                                  DEB: the Debian package to install in it; without one it is installed by packaging/install
#
# Needs root, systemd-nspawn, and what packaging/runtime makes. The machine has a network of its own with nothing but loopback,
# in which a simulated home (cloud and broker) runs.
set -euo pipefail
cd "$(dirname "$0")/.."
root=${1:?the directory of the Debian to boot}
deb=${2:-}
passed=0
start=$(date +%s)

fail() { echo "FAILED: $*" >&2; log >&2 || true; exit 1; }
ok() { passed=$((passed + 1)); echo "ok: $*"; }
log() { inside journalctl -u crownstone2mqtt --no-pager --since "@$start" "$@"; }
inside() { nsenter -t "$leader" -m -u -i -n -p -r -w "$@"; }
# await SECONDS COMMAND...: until it succeeds
await() {
  local until=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $until ] || fail "not in time: $*"
    read -rt 0.3 <> <(:) || true
  done
}
property() { inside systemctl show crownstone2mqtt -P "$1"; }
is() { [ "$(property "$1")" = "$2" ]; }
says() { property StatusText | grep -E "$1" >/dev/null; }
retained() { inside mosquitto_sub -h 127.0.0.1 -p 1883 -t "$1" -C 1 -W 5; }
holds() { [ "$(retained "$1")" = "$2" ]; }
restarted() { [ "$(property NRestarts)" -gt "$1" ]; }
greps() { grep -q "$@"; }

if [ -z "$deb" ]; then
  packaging/install "$root/usr/lib/crownstone2mqtt"
  install -D -m 0644 systemd/crownstone2mqtt.service "$root/etc/systemd/system/crownstone2mqtt.service"
  mkdir -p "$root/etc/crownstone2mqtt"
else
  cp "$deb" "$root/package.deb"
fi
mkdir -p "$root/etc/credstore"
chmod 0700 "$root/etc/credstore"

systemd-nspawn -q -D "$root" --boot --register=no --keep-unit --private-network --console=pipe >"$root/console.log" 2>&1 </dev/null &
nspawn=$!
leader=
stop_all() {
  [ -z "$leader" ] || inside systemctl poweroff >/dev/null 2>&1 || true
  kill ${home:-} 2>/dev/null || true
  wait "$nspawn" 2>/dev/null || true
}
trap stop_all EXIT
found_leader() { leader=$(pgrep -P "$nspawn" | head -n 1); [ -n "$leader" ] && inside systemctl is-system-running 2>/dev/null | grep -E 'running|degraded' >/dev/null; }
await 60 found_leader
ok "systemd runs: $(inside systemctl is-system-running || true)"

rm -f "$root/home.env"
# The home runs with the machine's network and this machine's JDK.
jdk=$(for each in "${JAVA_HOME:-}" /usr/lib/jvm/*; do [ -x "$each/bin/javac" ] && "$each/bin/javac" -version 2>&1 | grep -q ' 25' && echo "$each"; done | head -n 1)
nsenter -t "$leader" -n "$jdk/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "target/crownstone2mqtt.jar:target/demo-broker/*" packaging/TestHome.java 1883 >"$root/home.env" 2>"$root/home.log" &
home=$!
await 60 greps '^READY' "$root/home.env"
# shellcheck disable=SC1091
. <(grep = "$root/home.env")
configure() {
  cat >"$root/etc/crownstone2mqtt/application.conf" <<CONF
crownstone2mqtt.cloud.url = "$CROWNSTONE_CLOUD_URL"
crownstone2mqtt.cloud.events-url = "$CROWNSTONE_EVENTS_URL"
crownstone2mqtt.cloud.accounts = [ { email = "$CROWNSTONE_EMAIL" } ]
crownstone2mqtt.mqtt.url = "mqtt://127.0.0.1:$1"
crownstone2mqtt.mqtt.base-topic = "${2:-crownstone2mqtt}"
CONF
}
password() { (umask 077; printf '%s\n' "$1" >"$root/etc/credstore/crownstone2mqtt.crownstone-password"); }

if [ -n "$deb" ]; then
  inside timeout 60 dpkg -i /package.deb >"$root/install.log" 2>&1 </dev/null || fail "the package does not install: $(cat "$root/install.log")"
  is UnitFileState enabled && is ActiveState inactive || fail "$(property UnitFileState), $(property ActiveState)"
  ok "the package is installed; the service is enabled, and not started without an account"
fi
inside systemctl daemon-reload
configure 1883
password "$CROWNSTONE_PASSWORD"
begin=$(date +%s%3N)
inside systemctl start crownstone2mqtt || fail "it does not start"
returned=$(($(date +%s%3N) - begin))
is ActiveState active || fail "not active"
await 10 holds crownstone2mqtt/bridge/state online
ok "systemctl start returns after $returned ms, the home is on the broker soon after; password by credential"
await 10 says '^connected; 1 sphere, 10 Crownstones'
ok "status: $(property StatusText)"
pid=$(property MainPID)
[ "$(inside ps -o user= -p "$pid")" != root ] || fail "it runs as root"
ok "it runs as $(inside ps -o user:32= -p "$pid" | tr -d ' ')"
! log | grep -E 'WARN|Exception|rror:' || fail "the log holds an error"
ok "the log holds no error"

configure 1883 another
inside systemctl restart crownstone2mqtt || fail "it does not restart"
is ActiveState active && is NRestarts 0 || fail "not active after a restart"
await 10 holds another/bridge/state online
holds crownstone2mqtt/bridge/state offline || fail "the bridge of before has not said goodbye"
ok "restart takes the configuration anew"
configure 1883
inside systemctl restart crownstone2mqtt || fail "it does not restart"

inside /usr/lib/crownstone2mqtt/crownstone2mqtt health >"$root/health" 2>&1 || fail "not healthy: $(cat "$root/health")"
ok "healthy: $(cat "$root/health")"

inside systemctl kill -s STOP crownstone2mqtt
await 90 restarted 0
await 30 is ActiveState active
log | grep 'Watchdog timeout' >/dev/null || fail "no watchdog timeout in the log"
ok "a bridge that hangs is started again by the watchdog"
await 10 holds crownstone2mqtt/bridge/state online

inside systemctl stop crownstone2mqtt
is Result success || fail "the stop counts as $(property Result), $(property ExecMainStatus)"
holds crownstone2mqtt/bridge/state offline || fail "the broker does not hold offline"
ok "stop leaves offline, exit code $(property ExecMainStatus)"

configure 1884
inside systemctl start --no-block crownstone2mqtt
await 30 says '^not connected to the broker since '
is ActiveState active || fail "it holds up the boot without a broker"
ok "without a broker it keeps trying: $(property StatusText)"
if [ -n "$deb" ]; then
  before=$(property MainPID)
  inside timeout 60 dpkg -i /package.deb >"$root/install.log" 2>&1 </dev/null || fail "the package is not upgraded: $(cat "$root/install.log")"
  other_pid() { ! is MainPID "$before" && ! is MainPID 0; }
  await 20 other_pid
  ok "an upgrade starts the service anew and does not wait for broker or cloud"
fi
! inside /usr/lib/crownstone2mqtt/crownstone2mqtt health >"$root/health" 2>&1 || fail "healthy without a broker"
ok "not healthy: $(cat "$root/health")"
inside systemctl stop crownstone2mqtt
configure 1883

password wrong
inside systemctl start crownstone2mqtt 2>/dev/null || true # ready comes before the first login
failed() { is ActiveState failed; }
await 20 failed
is ExecMainStatus 77 && is ActiveState failed || fail "status $(property ExecMainStatus), $(property ActiveState)"
restarts=$(property NRestarts)
read -rt 8 <> <(:) || true
[ "$(property NRestarts)" = "$restarts" ] && is ActiveState failed || fail "a wrong password loops"
ok "a wrong password ends it with 77, and it is not started again"

rm "$root/etc/credstore/crownstone2mqtt.crownstone-password"
inside systemctl reset-failed crownstone2mqtt
! inside systemctl start crownstone2mqtt 2>/dev/null || fail "it starts without a password"
is ExecMainStatus 78 && is ActiveState failed || fail "status $(property ExecMainStatus), $(property ActiveState)"
ok "a missing password is a configuration error: $(log -o cat | grep 'crownstone2mqtt: ' | tail -n 1)"

if [ -n "$deb" ]; then
  inside systemctl reset-failed crownstone2mqtt
  mapfile -t answers < <(grep '=' "$root/home.env")
  inside env "${answers[@]}" /usr/bin/crownstone2mqtt setup --from-environment --force >"$root/setup" 2>&1 || fail "setup: $(cat "$root/setup")"
  next=$(sed -n 's/^Next: sudo //p' "$root/setup")
  # shellcheck disable=SC2086
  inside $next || fail "what setup says to do next: $next"
  await 10 holds crownstone2mqtt/bridge/state online
  is ActiveState active || fail "not active after setup"
  ok "after setup the service works by: $next"
  inside timeout 60 dpkg -P crownstone2mqtt >"$root/install.log" 2>&1 </dev/null || fail "the package is not purged: $(cat "$root/install.log")"
  holds crownstone2mqtt/bridge/state offline || fail "the broker does not hold offline"
  is LoadState not-found || fail "the service is $(property LoadState)"
  ok "the package is purged; the service has ended with offline"
fi
echo "$passed passed"
