#!/bin/sh
# compiler.sh PYTHON: make sure that PYTHON can build extension modules: a C compiler, and Python.h.
# Where one is missing, root on Debian and its kin gets it from the system's packages; anybody else is told what to install.
set -eu
python=$1

missing() {
    command -v "${CC:-cc}" >/dev/null 2>&1 || echo 'a C compiler'
    "$python" -c 'import pathlib, sys, sysconfig
sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").is_file())' || echo 'Python.h'
}

found=$(missing | paste -sd '+' | sed 's/+/ and /')
[ -n "$found" ] || exit 0
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "$found is missing: installing gcc, libc6-dev and libpython$version-dev from the system's packages" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends gcc libc6-dev "libpython$version-dev" >/dev/null
    found=$(missing | paste -sd '+' | sed 's/+/ and /')
    [ -n "$found" ] || exit 0
fi
echo "$found is missing: install a C compiler and the headers of Python $version" \
    "(Debian: apt-get install gcc libc6-dev python3-dev; Fedora: dnf install gcc python3-devel; macOS: xcode-select --install)" >&2
exit 2
