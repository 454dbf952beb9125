#!/usr/bin/env bash
# Turns the add-on's options, and what the supervisor knows of the MQTT broker, into a configuration, and becomes the bridge.
# For tests: OPTIONS is the file with the options, SUPERVISOR the supervisor's address.
set -euo pipefail
options=${OPTIONS:-/data/options.json}
supervisor=${SUPERVISOR:-http://supervisor}
directory=${RUNTIME_DIRECTORY:-/run/crownstone2mqtt}
umask 077

stop() { echo "crownstone2mqtt: $*" >&2; exit 78; }

jq -e '(.email // "") != "" and (.password // "") != ""' "$options" >/dev/null ||
  stop "no account: put e-mail address and password of your Crownstone account into the add-on's configuration"

broker='{}'
if [ -z "$(jq -r '.mqtt_url // ""' "$options")" ]; then
  # The token by standard input: arguments can be seen.
  broker=$(curl -sS --fail --max-time 20 -H @- "$supervisor/services/mqtt" <<<"Authorization: Bearer ${SUPERVISOR_TOKEN:-}" | jq -e .data) ||
    stop "no MQTT broker: install the Mosquitto add-on, or put mqtt_url into the add-on's configuration"
fi

mkdir -p "$directory"
jq -s '.[0] as $o | .[1] as $broker | {crownstone2mqtt: {
  cloud: {accounts: [{email: $o.email, password: $o.password}], spheres: {include: $o.spheres}},
  mqtt: {
    url: (if ($o.mqtt_url // "") != "" then $o.mqtt_url else "\(if $broker.ssl then "mqtts" else "mqtt" end)://\($broker.host):\($broker.port)" end),
    username: ($o.mqtt_username // $broker.username),
    password: ($o.mqtt_password // $broker.password),
    "base-topic": $o.base_topic
  },
  "home-assistant": {"non-dimmable-as": $o.non_dimmable_as},
  presence: {enabled: $o.presence, names: $o.presence_names}
}} | walk(if type == "object" then with_entries(select(.value != null and .value != "")) else . end)' \
  "$options" - <<<"$broker" >"$directory/application.conf"

CROWNSTONE2MQTT_LOG_LEVEL=$(jq -r '.log_level // "INFO"' "$options")
export CROWNSTONE2MQTT_LOG_LEVEL
unset SUPERVISOR_TOKEN
exec crownstone2mqtt run --config "$directory/application.conf"
