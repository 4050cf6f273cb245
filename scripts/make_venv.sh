#!/usr/bin/env bash
# Make .venv with a Python of 3.11 or later, or say plainly what is missing.
set -eu

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install() {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

complete() { [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; }

if complete; then exit 0; fi

python=$(find_python || true)
if [ -z "$python" ] && can_install; then
    echo "No Python of 3.11 or later: installing Debian's python3."
    install python3 python3-venv
    python=$(find_python || true)
fi
if [ -z "$python" ]; then
    echo "Then Chốt needs Python 3.11 or later. Install it (Debian 12: apt-get install python3 python3-venv), then try again." >&2
    exit 1
fi

echo "Making .venv with $("$python" --version)."
if ! "$python" -m venv --clear .venv >/dev/null 2>&1; then
    rm -rf .venv
    if can_install; then
        echo "This Python cannot make an environment: installing Debian's python3-venv."
        install python3-venv
        "$python" -m venv --clear .venv
    else
        echo "$python cannot make an environment: its venv or ensurepip module is missing." >&2
        echo "Install it as root (Debian: apt-get install python3-venv), or name another Python: make PYTHON=/path/to/python3" >&2
        exit 1
    fi
fi
complete
