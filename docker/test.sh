#!/usr/bin/env bash
# Builds the image and tests it with podman: starts, announces, switches, is locked in, stops cleanly, rejects a wrong password.
#
#   docker/test.sh [BUILD-ARG...]     such as BASE=localhost/debian:bookworm-slim JDK=localhost/jdk:25 JAR=given
#
# Needs podman and Mosquitto's clients, and target/crownstone2mqtt.jar for the simulated home. Other arguments for podman: PODMAN="podman --runtime runc".
# Everything runs on the loopback of this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
read -ra podman <<<"${PODMAN:-podman}"
image=localhost/crownstone2mqtt:test
name=crownstone2mqtt-test-$$
port=21883
work=$(mktemp -d)
passed=0

fail() { echo "FAILED: $*" >&2; "${podman[@]}" logs "$name" >&2 || true; exit 1; }
ok() { passed=$((passed + 1)); echo "ok: $*"; }
await() {
  local until=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $until ] || fail "not in time: $*"
    read -rt 0.3 <> <(:) || true
  done
}
retained() { mosquitto_sub -h 127.0.0.1 -p $port -t "$1" -C 1 -W 3; }
holds() { [ "$(retained "crownstone2mqtt/$1")" = "$2" ]; }
matches() { retained "crownstone2mqtt/$1" | grep "$2" >/dev/null; }
run() {
  "${podman[@]}" run -d --name "$name" --network host --no-healthcheck --read-only --tmpfs /run/crownstone2mqtt:mode=1777,size=1m --read-only-tmpfs=false --cap-drop=ALL --security-opt no-new-privileges "$@" >/dev/null
}
remove() { "${podman[@]}" rm -f -t 0 "$name" >/dev/null 2>&1 || true; }
cleanup() { remove; kill ${home:-} 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT

arguments=()
for each in "$@"; do arguments+=(--build-arg "$each"); done
# Docker's own format: the other one knows no health check.
"${podman[@]}" build --format docker --network host -f docker/Dockerfile -t "$image" "${arguments[@]}" . >"$work/build" 2>&1 || { tail -n 20 "$work/build" >&2; fail "the image is not built"; }
size=$("${podman[@]}" run --rm --network host --no-healthcheck --entrypoint du "$image" -sb /usr/lib/crownstone2mqtt | cut -f 1)
[ "$size" -lt $((90 << 20)) ] || fail "larger than 90 MB beyond its base: $size bytes"
ok "image built: $((size >> 20)) MB beyond its base"
[ "$("${podman[@]}" image inspect "$image" --format '{{index .Config.Labels "org.opencontainers.image.version"}}')" = "$(packaging/version)" ] || fail "the label names another version"
"${podman[@]}" create --name "$name" "$image" >/dev/null
"${podman[@]}" cp "$name:/usr/lib/crownstone2mqtt" "$work/installed"
remove
packaging/test-notices "$work/installed"

jdk=$(for each in "${JAVA_HOME:-}" /usr/lib/jvm/*; do [ -x "$each/bin/javac" ] && "$each/bin/javac" -version 2>&1 | grep -q ' 25' && echo "$each"; done | head -n 1)
"$jdk/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "target/crownstone2mqtt.jar:target/demo-broker/*" packaging/TestHome.java $port >"$work/home" 2>"$work/home.log" &
home=$!
await 60 grep -q '^READY' "$work/home"
grep -E '^(CROWNSTONE_(CLOUD|EVENTS)_URL|CROWNSTONE_EMAIL|MQTT_URL)=' "$work/home" >"$work/environment"
sed -n 's/^CROWNSTONE_PASSWORD=//p' "$work/home" >"$work/password"
chmod 0755 "$work"; chmod 0644 "$work/password"
secret=(--env-file "$work/environment" -e CROWNSTONE_PASSWORD_FILE=/run/secrets/crownstone-password -v "$work/password:/run/secrets/crownstone-password:ro")

run "${secret[@]}" "$image"
await 60 holds bridge/state online
ok "starts read-only, without capabilities, with a password from /run/secrets"
await 10 matches home/crownstone/desk-lamp/switch 'O[NF]'
ok "announces: desk-lamp is $(retained crownstone2mqtt/home/crownstone/desk-lamp/switch)"
mosquitto_pub -h 127.0.0.1 -p $port -t crownstone2mqtt/home/crownstone/desk-lamp/set -m 37
await 20 matches home/crownstone/desk-lamp/state '"brightness":37,"confirmed":true'
ok "switches: $(retained crownstone2mqtt/home/crownstone/desk-lamp/state)"
[ "$("${podman[@]}" exec "$name" id -u)" = 10401 ] || fail "not the user 10401"
ok "runs as user 10401"
"${podman[@]}" exec "$name" grep -qE '^CapEff:\s0+$' /proc/1/status || fail "process 1 has capabilities"
"${podman[@]}" exec "$name" grep -q 'app.aot' /proc/1/maps || fail "the class cache is not used"
ok "process 1 has no capabilities and uses the class cache; $("${podman[@]}" exec "$name" grep -E '^(VmRSS|RssAnon)' /proc/1/status | tr -s '\n\t ' ' ')"
# What the image's health check runs; podman itself would leave that to systemd.
[ "$("${podman[@]}" image inspect "$image" --format '{{.HealthCheck.Test}}')" = '[CMD /usr/bin/crownstone2mqtt health]' ] || fail "another health check"
healthy() { "${podman[@]}" exec "$name" /usr/bin/crownstone2mqtt health; }
await 10 healthy
ok "healthy: $(healthy)"
begin=$SECONDS
"${podman[@]}" stop -t 20 "$name" >/dev/null
[ "$("${podman[@]}" inspect "$name" --format '{{.State.ExitCode}}')" = 0 ] || fail "exit code $("${podman[@]}" inspect "$name" --format '{{.State.ExitCode}}')"
holds bridge/state offline || fail "the broker does not hold offline"
ok "podman stop: offline, exit code 0, within $((SECONDS - begin)) s"
"${podman[@]}" logs "$name" 2>"$work/errors" >/dev/null; [ ! -s "$work/errors" ] || fail "standard error is not empty"
remove

run "${secret[@]}" -e MQTT_URL=mqtt://127.0.0.1:1 "$image"
reason() { { ! healthy 2>&1; } | grep 'not connected to the broker'; }
await 20 reason
ok "not healthy without a broker: $(reason)"
"${podman[@]}" stop -t 20 "$name" >/dev/null
remove

echo wrong >"$work/password"
run "${secret[@]}" "$image"
[ "$("${podman[@]}" wait "$name")" = 77 ] || fail "a wrong password does not end it with 77"
ok "a wrong password: $("${podman[@]}" logs "$name" 2>&1 | grep '^crownstone2mqtt: ')"
remove

run "$image" demo --mqtt-url mqtt://127.0.0.1:$port
await 60 eval "\"\${podman[@]}\" logs $name | grep -q 'A simulated home is on'"
ok "the demo runs too"
echo "$passed passed"
