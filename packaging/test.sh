#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
    cat <<'USAGE'
Usage: packaging/test.sh [--no-install] [--] [arguments for ctest]
  Installs missing packages and LibTorch, builds everything under build/release and runs all tests.
  --no-install  install nothing; say what is missing
  --help        this text
USAGE
}

parse_options "$@"

prepare release
configure_and_build release all
say "running the tests"
cd "$build"
exec ctest --output-on-failure "${arguments[@]}"
