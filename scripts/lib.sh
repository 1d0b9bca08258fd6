# Shell functions for the scripts of this directory. To be sourced by bash;
# leaves the caller in the root of the project.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# What the library, its programs, tests, figures and bindings are built with.
KEFU_PACKAGES=(
  g++ cmake ninja-build ccache pkg-config
  libabsl-dev libfmt-dev libcereal-dev rapidjson-dev libsimdjson-dev
  libcli11-dev doctest-dev libbenchmark-dev
  python3 python3-dev pybind11-dev python3-numpy
  python3-pandas python3-tqdm mypy valgrind
)

# ensure_packages package...: installs those that are missing, and says so.
ensure_packages() {
  local missing=() package
  for package in "$@"; do
    if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>&1) != \
        installed ]]; then
      missing+=("$package")
    fi
  done
  if ((${#missing[@]} == 0)); then return 0; fi
  echo "Installing: ${missing[*]}"
  as_root apt-get -q update &&
    as_root apt-get -q install -y --no-install-recommends "${missing[@]}"
}

# Runs a command as root, without questions from debconf.
as_root() {
  if (($(id -u) == 0)); then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    echo "Cannot run '$*': be root, or install sudo." >&2
    return 1
  fi
}

# build_preset preset: configures and builds build/<preset>; shows the output
# only if something goes wrong.
build_preset() {
  local log="build/$1.log"
  mkdir -p build
  if { cmake --preset "$1" && cmake --build --preset "$1"; } \
      >"$log" 2>&1; then
    return 0
  fi
  tail -n 60 "$log"
  echo "Building failed; the whole output is in $log." >&2
  return 1
}

# The programs are in build/release/bin afterwards.
build_release() { build_preset release; }

# ------------------------------------------------------- counting test steps

PASSED=0
FAILED=0
FAILURES=()

section() { printf '\n== %s\n' "$*"; }

# count passed failed
count() {
  PASSED=$((PASSED + $1))
  FAILED=$((FAILED + $2))
}

# step name command...: runs it as one test step; its output is shown only if
# it fails.
step() {
  local name="$1" begin=$SECONDS output
  shift
  if output=$("$@" 2>&1); then
    count 1 0
    printf 'ok      %s (%d s)\n' "$name" $((SECONDS - begin))
    return 0
  fi
  count 0 1
  FAILURES+=("$name")
  printf 'FAILED  %s: %s\n%s\n' "$name" "$*" "$output"
  return 1
}

# summary: prints what failed and, alone on a line, the figures; returns
# whether all passed.
summary() {
  section "Result"
  local failure
  for failure in "${FAILURES[@]}"; do echo "FAILED  $failure"; done
  echo "$PASSED passed, $FAILED failed"
  ((FAILED == 0 && PASSED > 0))
}
