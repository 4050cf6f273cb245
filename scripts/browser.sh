#!/usr/bin/env bash
# Print the path of a Chromium for the tests; with --install, get one first where none is found.
set -eu
cd "$(dirname "$0")/.."

PACKAGE="@sparticuz/chromium@153.0.0"
# sha512 of that package's archive: what is unpacked is what was looked at.
DIGEST="8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34efc41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0"
OWN=$PWD/build/chromium

find_browser() {
    local name
    for name in "${THENCHOT_BROWSER:-}" /usr/bin/chromium chromium chromium-browser google-chrome "$OWN/run"; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# Chromium with the few libraries it needs, out of a package of the JavaScript registry; node's own zlib unpacks it.
fetch() {
    local work="$OWN.part"
    rm -rf "$work" && mkdir -p "$work"
    (cd "$work" && npm pack --silent "$PACKAGE" >/dev/null && tar -xzf ./*.tgz)
    if [ "$(sha512sum "$work"/*.tgz | cut -d' ' -f1)" != "$DIGEST" ]; then
        echo "The archive of $PACKAGE is not the one that was checked in: not used." >&2
        return 1
    fi
    local part
    for part in chromium al2023.tar swiftshader.tar; do
        node -e 'const [i, o] = process.argv.slice(1); require("fs").writeFileSync(o, require("zlib").brotliDecompressSync(require("fs").readFileSync(i)))' \
            "$work/package/bin/$part.br" "$work/$part"
    done
    tar -xf "$work/al2023.tar" -C "$work" && tar -xf "$work/swiftshader.tar" -C "$work"
    chmod 755 "$work/chromium"
    printf '#!/bin/sh\nhere=$(dirname "$0")\nLD_LIBRARY_PATH="$here/lib:$here${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/chromium" "$@"\n' > "$work/run"
    chmod 755 "$work/run"
    rm -rf "$work/package" "$work"/*.tgz "$work"/*.tar "$OWN"
    mv "$work" "$OWN"
}

if find_browser; then exit 0; fi
if [ "${1:-}" = "--install" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Debian's Chromium for the tests." >&2
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    elif command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1; then
        echo "No Chromium here and no right to install Debian's: fetching one as a package of the JavaScript registry into build/." >&2
        fetch >&2 || true
    fi
    if find_browser; then exit 0; fi
fi
echo "No Chromium was found. Install it as root (Debian: apt-get install chromium), or name one: THENCHOT_BROWSER=/path/to/chromium" >&2
exit 1
