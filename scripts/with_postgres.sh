#!/usr/bin/env bash
# Run a command against a throw-away PostgreSQL: scripts/with_postgres.sh COMMAND [ARGUMENT ...]
#
# A cluster is made in a temporary folder, listens on one free port of the loopback address with a password of its own,
# and is stopped and removed when the command ends, whatever its end. THENCHOT_DATABASE_URL is set for the command.
set -eu

bin=$(bash "$(dirname "$0")/postgres_bin.sh")
folder=$(mktemp -d "${TMPDIR:-/tmp}/thenchot-pg.XXXXXX")
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# PostgreSQL refuses to run as root: a less powerful user does it then.
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    server_user=postgres
    id postgres >/dev/null 2>&1 || server_user=nobody
    chown "$server_user" "$folder"
    as_server() { runuser -u "$server_user" -- "$@"; }
fi

stop() {
    as_server "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$folder"
printf '%s\n' "$password" > "$folder/password"
chmod 600 "$folder/password"
if [ "$(id -u)" = 0 ]; then chown "$server_user" "$folder/password"; fi
as_server "$bin/initdb" -D "$folder/data" -U thenchot --auth=scram-sha-256 --pwfile="$folder/password" \
    --encoding=UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
# Nothing here must survive a power cut, so nothing waits for the disk. Tests roll back what they write: the dead rows are
# swept away within a second, or each search would read them; joins are planned as written, or planning takes longer than reading.
start() {
    as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -w -t 60 -o "-c listen_addresses=127.0.0.1 -c port=$port \
-c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60 \
-c jit=off -c join_collapse_limit=1 -c autovacuum_naptime=1 -c autovacuum_vacuum_cost_delay=0 -c autovacuum_vacuum_threshold=200 \
-c autovacuum_vacuum_scale_factor=0" \
    start >/dev/null
}
# Between finding a free port and listening on it another may take it: then the next one.
for attempt in 1 2 3; do
    port=$(free_port)
    if start; then break; fi
    if [ "$attempt" = 3 ]; then cat "$folder/data/server.log" >&2; exit 1; fi
done
PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U thenchot thenchot
cd "$OLDPWD"

THENCHOT_DATABASE_URL="postgres://thenchot:$password@127.0.0.1:$port/thenchot" "$@"
