#!/usr/bin/env bash
# Tests the add-on's start script with a supervisor, a broker and a cloud that are simulated on loopback, and its files.
# Needs target/crownstone2mqtt.jar, jq, curl, Python with PyYAML, Mosquitto's clients.
set -euo pipefail
cd "$(dirname "$0")/../.."
addon=docker/home-assistant-addon
work=$(mktemp -d)
passed=0
trap 'kill ${home:-} ${supervisor:-} ${bridge:-} 2>/dev/null || true; rm -rf "$work"' EXIT

fail() { echo "FAILED: $*" >&2; tail -n 5 "$work"/*.log >&2 || true; exit 1; }
ok() { passed=$((passed + 1)); echo "ok: $*"; }
await() {
  local until=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $until ] || fail "not in time: $*"
    read -rt 0.3 <> <(:) || true
  done
}
held() { mosquitto_sub -h 127.0.0.1 -p "$port" -t "$1" -C 1 -W 3; }
holds() { [ "$(held "$1")" = "$2" ]; }

python3 - $addon <<'PYTHON' || fail "the files"
import glob, re, sys, yaml
load = lambda name: yaml.safe_load(open(sys.argv[1] + '/' + name, encoding='utf-8'))
config, build = load('config.yaml'), load('build.yaml')
assert set(config['arch']) == set(build['build_from']), 'a base for each architecture'
assert config['image'].startswith('ghcr.io/') and config['image'].endswith('-addon') and '{arch}' not in config['image'], 'one image for all'
repository = yaml.safe_load(open('repository.yaml', encoding='utf-8'))
assert config['image'] == repository['url'].replace('https://github.com/', 'ghcr.io/') + '-addon', 'the image of another repository'
assert set(config['options']) <= set(config['schema']), 'a schema for each option'
languages = [name.split('/')[-2:] for name in glob.glob(sys.argv[1] + '/translations/*.yaml')]
assert sorted(name[1] for name in languages) == ['de.yaml', 'en.yaml', 'nl.yaml'], languages
for name in languages:
    texts = load('/'.join(name))['configuration']
    assert list(texts) == list(config['schema']), name
    assert all(text['name'] and text['description'] for text in texts.values()), name
for option, kind in {'email': 'str', 'password': 'password', 'mqtt_password': 'password?'}.items():
    assert config['schema'][option] == kind, 'who may see it, and whether it must be given: ' + option
assert 'mqtt:want' in config['services'], 'the broker of the supervisor'
script = open(sys.argv[1] + '/run.sh', encoding='utf-8').read()
read = set(re.findall(r"(?:\$o|[('])\.([a-z_]+)", script)) - {'value'}
assert read == set(config['schema']), 'the start script reads other options: %s' % (read ^ set(config['schema']))
docs = open(sys.argv[1] + '/DOCS.md', encoding='utf-8').read()
assert all('`%s`' % option in docs for option in config['schema']), 'DOCS.md'
PYTHON
ok "the image is that of the repository; each option has a schema, a text in three languages, a line in DOCS.md, and is read"

jdk=$(for each in "${JAVA_HOME:-}" /usr/lib/jvm/*; do [ -x "$each/bin/javac" ] && "$each/bin/javac" -version 2>&1 | grep -q ' 25' && echo "$each"; done | head -n 1)
java=("$jdk/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
: >"$work/home"
"${java[@]}" -cp "target/crownstone2mqtt.jar:target/demo-broker/*" packaging/TestHome.java 0 >"$work/home" 2>"$work/home.log" &
home=$!
await 60 grep -q '^READY' "$work/home"
set -a
# shellcheck disable=SC1091
. <(grep -E '^CROWNSTONE_(CLOUD|EVENTS)_URL=' "$work/home")
set +a
value() { sed -n "s/^$1=//p" "$work/home"; }
port=$(value MQTT_URL | sed 's/.*://')

# What GET /services/mqtt answers is in the file service; no file: there is no broker.
cat >"$work/supervisor.py" <<'PYTHON'
import http.server, sys
work = sys.argv[1]
class Supervisor(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.headers['Authorization'] == 'Bearer the token' and self.path == '/services/mqtt'
        try:
            status, body = (200, open(work + '/service', 'rb').read()) if known else (403, b'{}')
        except FileNotFoundError:
            status, body = 400, b'{"result":"error","message":"Service not enabled"}'
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
server = http.server.HTTPServer(('127.0.0.1', 0), Supervisor)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
python3 "$work/supervisor.py" "$work" >"$work/supervisor" 2>"$work/supervisor.log" &
supervisor=$!
await 20 test -s "$work/supervisor"

service() { jq -n --argjson port "$port" "{result:\"ok\",data:({addon:\"core_mosquitto\",host:\"127.0.0.1\",port:\$port,ssl:false,protocol:\"3.1.1\",username:\"addons\",password:\"p\\\"w\"} + $1)}" >"$work/service"; }
options() { jq -n --arg email "$(value CROWNSTONE_EMAIL)" --arg password "$(value CROWNSTONE_PASSWORD)" "{email:\$email,password:\$password} + $1" >"$work/options.json"; }
program() { mkdir -p "$work/bin"; printf '#!/bin/sh\n%s\n' "$1" >"$work/bin/crownstone2mqtt"; chmod +x "$work/bin/crownstone2mqtt"; }
start() {
  exec env OPTIONS="$work/options.json" SUPERVISOR="http://127.0.0.1:$(cat "$work/supervisor")" SUPERVISOR_TOKEN="${token:-the token}" \
    RUNTIME_DIRECTORY="$work/run" PATH="$work/bin:$PATH" $addon/run.sh
}
# What the script hands to the bridge: level, and configuration without the account.
configured() {
  # shellcheck disable=SC2016
  program 'echo "$CROWNSTONE2MQTT_LOG_LEVEL${SUPERVISOR_TOKEN:+ and the token}"; jq -cS "del(.crownstone2mqtt.cloud.accounts) | .crownstone2mqtt" "$3"'
  options "$1"
  (start) >"$work/output" 2>"$work/start.log" || fail "the start script ends with $?"
  [ "$(cat "$work/output")" = "$2" ] || fail "$1 gives $(cat "$work/output")"
}
# It ends with 78 and one line.
refused() {
  (start) >"$work/output" 2>"$work/start.log" && fail "it starts" || [ $? = 78 ] || fail "another exit code"
  grep -q "^crownstone2mqtt: $1" "$work/start.log" || fail "it does not say: $1"
  ok "$(grep '^crownstone2mqtt: ' "$work/start.log")"
}

service '{}'
configured '{}' "INFO
{\"cloud\":{\"spheres\":{\"include\":[]}},\"home-assistant\":{},\"mqtt\":{\"password\":\"p\\\"w\",\"url\":\"mqtt://127.0.0.1:$port\",\"username\":\"addons\"},\"presence\":{}}"
service '{ssl:true,username:null,password:null}'
configured '{spheres:["Home"],base_topic:"home/stones",non_dimmable_as:"light",presence:false,presence_names:false,log_level:"DEBUG",mqtt_url:""}' "DEBUG
{\"cloud\":{\"spheres\":{\"include\":[\"Home\"]}},\"home-assistant\":{\"non-dimmable-as\":\"light\"},\"mqtt\":{\"base-topic\":\"home/stones\",\"url\":\"mqtts://127.0.0.1:$port\"},\"presence\":{\"enabled\":false,\"names\":false}}"
rm "$work/service"
configured '{mqtt_url:"mqtt://elsewhere:1883",mqtt_username:"me"}' 'INFO
{"cloud":{"spheres":{"include":[]}},"home-assistant":{},"mqtt":{"url":"mqtt://elsewhere:1883","username":"me"},"presence":{}}'
service '{}'
configured '{email:" ada@example.org ",spheres:[""," Home "],mqtt_url:" ",mqtt_username:"",mqtt_password:"",base_topic:""}' "INFO
{\"cloud\":{\"spheres\":{\"include\":[\"Home\"]}},\"home-assistant\":{},\"mqtt\":{\"password\":\"p\\\"w\",\"url\":\"mqtt://127.0.0.1:$port\",\"username\":\"addons\"},\"presence\":{}}"
[ "$(jq -r '.crownstone2mqtt.cloud.accounts[0].email' "$work/run/application.conf")" = ada@example.org ] || fail "blanks around the e-mail address"
rm "$work/service"
ok "options and the supervisor's broker become the configuration"
[ "$(stat -c %a "$work/run/application.conf")" = 600 ] || fail "others can read the configuration"
ok "only its owner can read it"

options '{}'
refused 'no MQTT broker: install the Mosquitto add-on'
service '{}'
token=wrong refused 'no MQTT broker: install the Mosquitto add-on'
options '{password:""}'
refused 'no account: put e-mail address and password'
options '{email:" "}'
refused 'no account: put e-mail address and password'
jq -n '{}' >"$work/options.json"
refused 'no account: put e-mail address and password'

program "exec ${java[*]} -jar $PWD/target/crownstone2mqtt.jar \"\$@\""
options '{password:"wrong"}'
(start) >"$work/output" 2>&1 && fail "it works with a wrong password" || [ $? = 77 ] || fail "another exit code for a wrong password"
[ "$(grep -c '^crownstone2mqtt: .*does not accept this e-mail address and password: correct them in the configuration' "$work/output")" = 1 ] || fail "a wrong password is told as: $(cat "$work/output")"
ok "$(grep '^crownstone2mqtt: ' "$work/output")"

options '{spheres:["Home"],base_topic:"home/stones"}'
start >"$work/bridge.log" 2>&1 &
bridge=$!
await 60 holds home/stones/bridge/state online
kill -TERM "$bridge"
wait "$bridge" || fail "exit code $?"
bridge=
holds home/stones/bridge/state offline || fail "the broker does not hold offline"
ok "the bridge takes the configuration, gets SIGTERM, and leaves offline"
echo "$passed passed"
