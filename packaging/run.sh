#!/usr/bin/env bash
# Installs what is missing, builds a release and starts Vitrine.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
    cat <<'USAGE'
Usage: packaging/run.sh [--no-install] [--] [arguments for vitrine]
  Installs missing packages and LibTorch, builds a release under build/release and starts Vitrine.
  --no-install  install nothing; say what is missing
  --help        this text
USAGE
}

parse_options "$@"

prepare release
configure_and_build release vitrine vitrine-cli
say "starting Vitrine"
exec "$build/bin/vitrine" "${arguments[@]}"
