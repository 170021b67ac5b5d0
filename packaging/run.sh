#!/usr/bin/env bash
# Installs what is missing, builds a release and starts Vitrine.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
    cat <<'USAGE'
Usage: packaging/run.sh [--no-install] [--with-models] [--] [arguments for vitrine]
  Installs missing packages and LibTorch, builds a release under build/release and starts Vitrine.
  --no-install   install nothing; say what is missing
  --with-models  fetch real models first: one that answers, and one that compares sentences
  --help         this text
USAGE
}

with_models=no
parse_options "$@"

prepare release
configure_and_build release vitrine vitrine-cli
if [ "$with_models" = yes ]; then
    for model in smollm2-135m-instruct minilm-l6-v2; do
        say "fetching $model"
        "$build/bin/vitrine-cli" models fetch "$model" || say "going on without $model"
    done
fi
say "starting Vitrine"
exec "$build/bin/vitrine" "${arguments[@]}"
