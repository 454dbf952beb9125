#!/usr/bin/env bash
# Tests target/crownstone2mqtt.deb with dpkg: install, run, upgrade, remove, purge.
#
#   packaging/deb/test.sh ROOT     ROOT: a directory with a Debian to try it in, made by debootstrap --variant=minbase --include=adduser bookworm ROOT
#
# Needs root. systemd/test.sh tests the service of the package in a booted systemd.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=${1:?the directory of a Debian to install in}
deb=target/crownstone2mqtt.deb
conf=/etc/crownstone2mqtt/application.conf
work=$(mktemp -d)
mount -t proc proc "$root/proc"
trap 'kill ${home:-} 2>/dev/null || true; umount "$root/proc"; rm -rf "$work" "$root/package.deb"' EXIT
passed=0

fail() { echo "FAILED: $*" >&2; cat "$work/output" >&2; exit 1; }
ok() { passed=$((passed + 1)); echo "ok: $*"; }
within() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@" </dev/null >"$work/output" 2>&1; }
says() { grep -qE "$1" "$work/output"; }
owned() { [ "$(chroot "$root" stat -c '%a %U:%G' "$1")" = "$2" ]; }

cp "$deb" "$root/package.deb"
within timeout 120 dpkg -i /package.deb || fail "it does not install"
says 'sudo crownstone2mqtt setup .*put account and broker into /etc/crownstone2mqtt/application.conf' || fail "it does not say what to do next"
ok "installs, and says what to do next"
owned $conf '640 root:crownstone2mqtt' || fail "$conf: $(chroot "$root" stat -c '%a %U:%G' $conf)"
within getent passwd crownstone2mqtt && says ':/nonexistent:/usr/sbin/nologin$' || fail "the user can log in"
[ -L "$root/etc/systemd/system/multi-user.target.wants/crownstone2mqtt.service" ] || fail "the service is not enabled"
not_roots=$(chroot "$root" sh -c 'dpkg -L crownstone2mqtt | while read -r each; do find "$each" -maxdepth 0 \( ! -uid 0 -o ! -gid 0 -o -perm /7022 ! -type l \); done')
[ -z "$not_roots" ] || fail "others own or may write: $not_roots"
ok "what it installs is root's, and nobody else may write it"
ok "configuration for root and the service alone, a user that cannot log in, the service enabled"

within crownstone2mqtt --version && says "^crownstone2mqtt " || fail "it does not run"
within env JAVA_TOOL_OPTIONS=-XX:AOTMode=on crownstone2mqtt --version || fail "the class cache does not fit"
ok "runs without a Java of the system, with its class cache"
within crownstone2mqtt check && fail "check is content without an account" || [ $? = 78 ] || fail "check"
ok "without an account: $(head -n 1 "$work/output")"
says 'crownstone2mqtt setup' || fail "check does not name setup"

# The first thing that a user does: a home and a broker of TestHome, answered as a script does.
jdk=$(for each in "${JAVA_HOME:-}" /usr/lib/jvm/*; do [ -x "$each/bin/javac" ] && "$each/bin/javac" -version 2>&1 | grep -q ' 25' && echo "$each"; done | head -n 1)
"$jdk/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "target/crownstone2mqtt.jar:target/demo-broker/*" packaging/TestHome.java 0 >"$work/home" 2>"$work/home.log" &
home=$!
for _ in {1..200}; do grep -q '^READY' "$work/home" && break || read -rt 0.3 <> <(:) || true; done
mapfile -t answers < <(grep '=' "$work/home")
within timeout 120 env "${answers[@]}" crownstone2mqtt setup --from-environment || fail "setup"
says '^Written: /etc/crownstone2mqtt/application.conf' || fail "setup writes elsewhere"
owned $conf '640 root:crownstone2mqtt' || fail "after setup: $(chroot "$root" stat -c '%a %U:%G' $conf)"
cmp -s "$root$conf.old" application.conf || fail "the sample is not kept"
within timeout 60 crownstone2mqtt check || fail "check fails after setup"
within env "${answers[@]}" crownstone2mqtt setup --from-environment && fail "setup writes over an account" || [ $? = 1 ] || fail "another exit code"
says 'is there already: add --force' || fail "setup does not say what is in its way"
ok "setup: takes the place of the sample, the service can read it, and check is content; a second one is refused"
rm "$root$conf"
within timeout 120 env "${answers[@]}" crownstone2mqtt setup --from-environment || fail "setup without the sample"
owned $conf '640 root:crownstone2mqtt' || fail "a new file: $(chroot "$root" stat -c '%a %U:%G' $conf)"
kill "$home"
ok "setup: the service can read a file that is new, too"
# shellcheck disable=SC2016
within bash -c '. /usr/share/bash-completion/completions/crownstone2mqtt && complete -p crownstone2mqtt' || fail "no completion"
for command in $(chroot "$root" crownstone2mqtt --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  zcat "$root/usr/share/man/man1/crownstone2mqtt.1.gz" | grep -qE "^\.BR? $command\b" || fail "the man page lacks $command"
done
packaging/test-notices "$root/usr/lib/crownstone2mqtt" >"$work/output" 2>&1 || fail "licences are missing"
ok "licences and notices of the libraries and of the runtime"
ok "completion, and a man page of every command"
cp -p "$root$conf" "$work/mine"
cat "$root$conf.old" >"$root$conf"
echo '# a comment of mine' >>"$root$conf"
within sh -c '/var/lib/dpkg/info/crownstone2mqtt.postinst configure 1' && says 'put account' || fail "it takes a configuration without an account for one"
cp -p "$work/mine" "$root$conf"
within sh -c '/var/lib/dpkg/info/crownstone2mqtt.postinst configure 1' && ! says 'put account' || fail "it takes an account for none"
ok "knows whether the configuration sets anything, whatever the sample says now"

echo '# mine' >>"$root$conf"
dpkg-deb -R "$deb" "$work/new"
sed -i 's/^Version: .*/Version: 99/' "$work/new/DEBIAN/control"
echo '# newer' >>"$work/new/usr/share/crownstone2mqtt/application.conf"
dpkg-deb -b -Zgzip "$work/new" "$root/package.deb" >/dev/null
within timeout 120 dpkg -i /package.deb || fail "it does not upgrade" # which would be so if it asked anything
says 'put account' && fail "it takes a changed configuration for a new one"
grep -q '^# mine' "$root$conf" && owned $conf '640 root:crownstone2mqtt' || fail "the configuration was changed"
within crownstone2mqtt --version || fail "it does not run after the upgrade"
ok "upgrade asks nothing, and keeps the configuration, with owner and mode"

# What a user has around it: all credentials, also encrypted ones, copies of the configuration, a drop-in, and what a run leaves.
mine=(/etc/credstore/crownstone2mqtt.{crownstone,mqtt,http}-password /etc/credstore.encrypted/crownstone2mqtt.crownstone-password
  /etc/crownstone2mqtt/{application.conf.dpkg-old,application.conf~,home.conf,certificates/ca.pem}
  /etc/systemd/system/crownstone2mqtt.service.d/override.conf)
left_by_runs=(/run/crownstone2mqtt/status /var/lib/crownstone2mqtt/state /var/cache/crownstone2mqtt/cache /var/log/crownstone2mqtt/bridge.log)
for each in "${mine[@]}" "${left_by_runs[@]}"; do install -D -m 0600 /dev/null "$root$each"; done
touch "$root/etc/credstore/another.password"
within dpkg -r crownstone2mqtt || fail "it is not removed"
for each in "${mine[@]}"; do [ -e "$root$each" ] || fail "remove takes $each"; done
[ -e "$root$conf" ] && [ ! -e "$root/usr/lib/crownstone2mqtt" ] || fail "what remains: $(ls "$root/usr/lib/crownstone2mqtt")"
ok "remove leaves the configuration alone"
within timeout 120 dpkg -i /package.deb || fail "it does not install again"
[ -L "$root/etc/systemd/system/multi-user.target.wants/crownstone2mqtt.service" ] && [ ! -L "$root/etc/systemd/system/crownstone2mqtt.service" ] || fail "not enabled again"
ok "installs again over it"

within dpkg -P crownstone2mqtt || fail "it is not purged"
left=$(find "$root/etc" "$root/usr" "$root/var" "$root/run" -name '*crownstone2mqtt*')
[ -z "$left" ] || fail "purge leaves $left"
within getent passwd crownstone2mqtt && fail "purge leaves the user"
within getent group crownstone2mqtt && fail "purge leaves the group"
[ -e "$root/etc/credstore/another.password" ] || fail "purge takes what belongs to others"
rm "$root/etc/credstore/another.password"
ok "purge leaves nothing"
echo "$passed passed"
