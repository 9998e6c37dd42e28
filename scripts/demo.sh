#!/bin/sh
# A short tour of the program on the log of this repository. Changes nothing in it: what is
# derived goes below build/.
set -eu
cd "$(dirname "$0")/.."

KNOWLOG_CACHE_DIR=$PWD/build/demo/cache
KNOWLOG_CONFIG_DIR=$PWD/build/demo/config
KNOWLOG_DIR=$PWD
KNOWLOG_PAGER=cat
export KNOWLOG_CACHE_DIR KNOWLOG_CONFIG_DIR KNOWLOG_DIR KNOWLOG_PAGER

tour() {
    printf '\n$ knowlog'
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9_./:-]*) printf " '%s'" "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    knowlog "$@"
}

tour list --limit 5
tour search 'negative sampling' --limit 3
tour show sqlite-bare-columns
tour about
tour export html --out build/site
printf '\nThe site is in build/site: open build/site/index.html in a browser.\n'
printf 'Go on with .venv/bin/knowlog --help\n'
