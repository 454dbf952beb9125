#!/usr/bin/env bash
# Turns the add-on's options, and what the supervisor knows of the MQTT broker, into a configuration, and becomes the bridge.
# For tests: OPTIONS is the file with the options, SUPERVISOR the supervisor's address.
set -euo pipefail
options=${OPTIONS:-/data/options.json}
supervisor=${SUPERVISOR:-http://supervisor}
directory=${RUNTIME_DIRECTORY:-/run/crownstone2mqtt}
umask 077

stop() { echo "crownstone2mqtt: $*" >&2; exit 78; }

# A field of the form that was emptied is empty text; what was pasted may have blanks around it.
# shellcheck disable=SC2016 # jq's variables
given='def given($value): ($value // "") | sub("^\\s+"; "") | sub("\\s+$"; "") | if . == "" then null else . end;'
jq -e "$given"'given(.email) != null and (.password // "") != ""' "$options" >/dev/null ||
  stop "no account: put e-mail address and password of your Crownstone account into the add-on's configuration"

broker='{}'
if [ -z "$(jq -r "$given"'given(.mqtt_url) // ""' "$options")" ]; then
  # The token by standard input: arguments can be seen.
  broker=$(curl -sS --fail --max-time 20 -H @- "$supervisor/services/mqtt" <<<"Authorization: Bearer ${SUPERVISOR_TOKEN:-}" | jq -e .data) ||
    stop "no MQTT broker: install the Mosquitto add-on, or put mqtt_url into the add-on's configuration"
fi

mkdir -p "$directory"
jq -s "$given"'.[0] as $o | .[1] as $broker | {crownstone2mqtt: {
  cloud: {accounts: [{email: given($o.email), password: $o.password}], spheres: {include: [$o.spheres[]? | given(.) | values]}},
  mqtt: ({
    url: (given($o.mqtt_url) // "\(if $broker.ssl then "mqtts" else "mqtt" end)://\($broker.host):\($broker.port)"),
    "base-topic": given($o.base_topic)
  } + (if given($o.mqtt_username) then {username: given($o.mqtt_username), password: $o.mqtt_password}
       else {username: $broker.username, password: ($broker.password // $o.mqtt_password)} end)),
  "home-assistant": {"non-dimmable-as": $o.non_dimmable_as},
  presence: {enabled: $o.presence, names: $o.presence_names}
}} | walk(if type == "object" then with_entries(select(.value != null and .value != "")) else . end)' \
  "$options" - <<<"$broker" >"$directory/application.conf"

CROWNSTONE2MQTT_LOG_LEVEL=$(jq -r '.log_level // "INFO"' "$options")
export CROWNSTONE2MQTT_LOG_LEVEL
unset SUPERVISOR_TOKEN
exec crownstone2mqtt run --config "$directory/application.conf"
