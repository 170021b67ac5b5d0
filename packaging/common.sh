# Shared by run.sh and test.sh: finds or installs what Vitrine needs, then builds it.
# Sourced, not run. Works from any folder, and on paths with spaces.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
torch_version=2.13.0
install=yes

say() { printf '\033[1mvitrine:\033[0m %s\n' "$*"; }
fail() { printf 'vitrine: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else
        command -v sudo >/dev/null || fail "installing packages needs root, and there is no sudo; install these yourself: ${missing[*]}"
        say "sudo is asked for to install packages: ${missing[*]}"
        sudo "$@"
    fi
}

# Sets $install, and $with_models where the script has it; leaves what comes after the options in
# $arguments. Each script has its usage().
parse_options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --no-install) install=no ;;
            --with-models)
                [ -n "${with_models:-}" ] || { usage >&2; exit 2; } # not an option of this script
                with_models=yes
                ;;
            --help | -h) usage; exit 0 ;;
            --) shift; break ;;
            *) usage >&2; exit 2 ;;
        esac
        shift
    done
    arguments=("$@")
}

# Debian packages that are not installed yet.
install_packages() {
    local wanted
    mapfile -t wanted < <(grep -v '^#' "$root/packaging/linux/debian-packages.txt")
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        if [ "$install" = yes ] && ! command -v cmake >/dev/null; then
            fail "this is not Debian or Ubuntu; install a C++20 compiler, CMake 3.25, Ninja, Qt 6.4 (Widgets, Svg, Linguist tools), ICU, libcurl, libarchive, libstemmer, OpenSSL, Gloo (headers), nlohmann_json, CLI11, tl::expected and Python 3 with venv, then run this again"
        fi
        return 0
    fi
    mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
        <(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^ii //p' | sort -u))
    [ "${#missing[@]}" -gt 0 ] || return 0
    [ "$install" = yes ] || fail "these packages are missing (and --no-install was given): ${missing[*]}"
    say "installing ${#missing[@]} packages"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# Leaves LibTorch's folder in $torch: the user's own, or a wheel in a private environment.
find_torch() {
    local candidate
    local -a candidates=()
    [ -z "${LIBTORCH:-}" ] || candidates+=("$LIBTORCH")
    [ -z "${Torch_DIR:-}" ] || candidates+=("$Torch_DIR/../../..")
    if [ -n "${CMAKE_PREFIX_PATH:-}" ]; then
        local -a prefixes
        IFS=: read -ra prefixes <<<"${CMAKE_PREFIX_PATH//;/:}"
        candidates+=("${prefixes[@]}")
    fi
    for candidate in "${candidates[@]}"; do
        if [ -f "$candidate/share/cmake/Torch/TorchConfig.cmake" ]; then
            torch=$(cd "$candidate" && pwd)
            say "using LibTorch in $torch"
            return 0
        fi
    done

    local environment="$build/libtorch"
    local finished="$environment/finished"
    if [ ! -f "$finished" ]; then
        [ "$install" = yes ] || fail "LibTorch was not found (and --no-install was given); set LIBTORCH to its folder"
        say "fetching LibTorch $torch_version into ${environment#"$root"/}"
        python3 -m venv --clear "$environment"
        local pip=("$environment/bin/python" -m pip --disable-pip-version-check install -q)
        if [ -e /proc/driver/nvidia/version ]; then
            say "an NVIDIA driver is here: this is the CUDA build (several gigabytes)"
            "${pip[@]}" "torch==$torch_version"
        elif ! "${pip[@]}" --no-deps "torch==$torch_version+cpu" 2>/dev/null; then
            "${pip[@]}" --no-deps "torch==$torch_version"
            # Where the package index offers only the CUDA build, it runs on the CPU too, but its
            # libraries must be there.
            if compgen -G "$environment/lib/python3*/site-packages/torch/lib/libtorch_cuda.so" >/dev/null; then
                "${pip[@]}" "torch==$torch_version"
            fi
        fi
        touch "$finished"
    fi
    torch=$(echo "$environment"/lib/python3*/site-packages/torch)
}

configure_and_build() { # preset, then targets
    local preset=$1
    shift
    local generator_log="$build/configure.log"
    mkdir -p "$build"
    if ! LIBTORCH="$torch" cmake --preset "$preset" -S "$root" -B "$build" >"$generator_log" 2>&1; then
        cat "$generator_log" >&2
        fail "CMake could not configure the build (see above)"
    fi
    say "building ($preset)"
    cmake --build "$build" --target "$@" -- ${VITRINE_JOBS:+-j "$VITRINE_JOBS"}
}

prepare() { # preset
    build="$root/build/$1"
    mkdir -p "$build"
    install_packages
    find_torch
}
