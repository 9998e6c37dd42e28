#!/bin/sh
# Makes a virtual environment to run the program and its tests in.
#
# usage: scripts/setup.sh FOLDER REQUIREMENTS     (PYTHON=... chooses the interpreter)
#
# Every package comes from the file of requirements, by version and by hash; knowlog itself
# is installed as a link to this checkout.
set -eu

venv=$1
requirements=$2
cd "$(dirname "$0")/.."

recent_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

makes_environments() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

python=
incomplete=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if recent_enough "$candidate"; then
        if makes_environments "$candidate"; then
            python=$candidate
            break
        fi
        incomplete=${incomplete:-$candidate}
    fi
done

if [ -z "$python" ] && [ -n "$incomplete" ]; then
    echo "setup: $incomplete has no venv and ensurepip modules, so it cannot make a virtual environment." >&2
    echo "setup: On Debian and Ubuntu: sudo apt-get install python3-venv" >&2
    exit 1
fi
if [ -z "$python" ]; then
    found=$("${PYTHON:-python3}" --version 2>/dev/null || echo "none")
    echo "setup: knowlog needs Python 3.11 or newer; found: $found" >&2
    echo "setup: Install one (Debian: sudo apt-get install python3 python3-venv; macOS: brew install python)," >&2
    echo "setup: or name it: make PYTHON=/path/to/python3" >&2
    exit 1
fi

# An environment whose interpreter has gone or was replaced by an older one is made anew.
if ! recent_enough "$venv/bin/python"; then
    rm -rf "$venv"
fi
if [ ! -d "$venv" ]; then
    echo "setup: making $venv with $("$python" --version)"
    "$python" -m venv "$venv"
fi

pip() {
    "$venv/bin/python" -m pip --disable-pip-version-check -qq "$@"
}

echo "setup: installing the packages of $requirements"
pip install --require-hashes --requirement "$requirements"
pip install --no-deps --no-build-isolation --editable .
