#!/usr/bin/env bash
# Print the path of a LibreOffice Writer for the tests; with --install, get Debian's first where none is found and root may.
set -eu

find_office() {
    local name
    for name in "${THENCHOT_OFFICE:-}" soffice libreoffice; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

if find_office; then exit 0; fi
if [ "${1:-}" = "--install" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's LibreOffice Writer for the tests." >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui fonts-liberation2 >/dev/null
    if find_office; then exit 0; fi
fi
echo "No LibreOffice was found: the tests that open our Word documents in it will be left out." >&2
echo "Install it as root (Debian: apt-get install libreoffice-writer-nogui), or name one: THENCHOT_OFFICE=/path/to/soffice" >&2
exit 0
