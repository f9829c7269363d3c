#!/bin/sh
# The renewal as a careful person writes it with curl and openssl: what `renew --all` is compared with.
#
#   shell-renewal.sh API WEBORCA CA STORE [PARALLEL] < LIST
#
# LIST has a line for each certificate: NAME P12 PASSWORD-FILE. For each: the key out of the PKCS#12,
# POST `{}`, GET what `uri` names (both with the current certificate), open it with `pass`, compare
# subject, serial number and key, ask WebORCA with the new one, put file and password into
# STORE/NAME, synced, by rename. Not done, unlike `renew`: journal, resuming, locks, adopting, reading
# back, history, politeness.
set -u

renew_one() {
  name=$1 p12=$2 password_file=$3
  work=$(mktemp -d "$STORE/.tmp-XXXXXX") || return 1
  trap 'rm -rf "$work"' EXIT
  umask 077

  openssl pkcs12 -in "$p12" -passin "file:$password_file" -nodes -out "$work/old.pem" 2>/dev/null || return 1

  answer=$(curl -sS --fail --max-time 60 --cacert "$CA" --cert "$work/old.pem" \
    -H 'Content-Type: application/json' -H 'Accept: application/json' -d '{}' "$API") || return 1
  uri=$(printf '%s' "$answer" | sed -n 's/.*"uri" *: *"\([^"]*\)".*/\1/p')
  printf '%s' "$answer" | sed -n 's/.*"pass" *: *"\([^"]*\)".*/\1/p' | tr -d '\n' > "$work/password.txt"
  case $uri in "$API"/*) ;; *) return 1 ;; esac
  sync "$work/password.txt"

  curl -sS --fail --max-time 60 --cacert "$CA" --cert "$work/old.pem" \
    -H 'Accept: application/json' -o "$work/certificate.p12" "$uri" || return 1
  sync "$work/certificate.p12"

  openssl pkcs12 -in "$work/certificate.p12" -passin "file:$work/password.txt" -nodes \
    -out "$work/new.pem" 2>/dev/null || return 1
  old=$(openssl x509 -in "$work/old.pem" -noout -subject -serial)
  new=$(openssl x509 -in "$work/new.pem" -noout -subject -serial)
  [ "${old%serial=*}" = "${new%serial=*}" ] && [ "$old" != "$new" ] || return 1
  openssl x509 -in "$work/new.pem" -noout -checkend 7776000 >/dev/null || return 1
  [ "$(openssl x509 -in "$work/new.pem" -noout -pubkey)" = \
    "$(openssl pkey -in "$work/new.pem" -pubout 2>/dev/null)" ] || return 1

  status=$(curl -sS --max-time 20 --cacert "$CA" --cert "$work/new.pem" -o /dev/null \
    -w '%{http_code}' "$WEBORCA") || return 1
  [ "$status" = 401 ] || return 1

  rm -f "$work/old.pem" "$work/new.pem"
  sync "$work"
  mv "$work" "$STORE/$name" && sync "$STORE" && echo "$name"
}

# One certificate: a process of its own, started by xargs below.
if [ "${1:-}" = --one ]; then
  shift
  renew_one "$@"
  exit
fi

export API=$1 WEBORCA=$2 CA=$3 STORE=$4
mkdir -p "$STORE"
exec xargs -L 1 -P "${5:-1}" "$0" --one
