# The second part of scripts/test --full, which sources it.

run_preset clang

section "digests"
step "g++ and clang++, -O0 and -O3" tests/digest/run

section "led by a profile"
step "scripts/build-tuned" scripts/build-tuned build/tuned
step "the same decisions" build/tuned/bin/kefu-bench --quick \
  --cases batch full routing

if [[ -n $(ls tests/threads/*.cc 2>/dev/null) ]]; then
  run_preset tsan -R threads
fi

section "long random runs"
step "properties" env KEFU_SEED=1000 KEFU_WORLDS=1000 \
  build/release/bin/kefu_property_tests
step "broken input" env KEFU_FUZZ_RUNS=20 build/asan/bin/kefu_fuzz_tests

section "libFuzzer"
for source in tests/fuzz/libfuzzer/*_fuzzer.cc; do
  target="$(basename "$source" .cc)"
  step "$target" scripts/fuzz 60 "$target"
done

section "other hosts"
step "add_subdirectory" tests/consumer/run add_subdirectory
step "Go" env CGO_CFLAGS="-I$PWD/bindings/c" \
  CGO_LDFLAGS="-L$PWD/build/release/lib -lkefu_c" \
  LD_LIBRARY_PATH="$PWD/build/release/lib" GO111MODULE=off \
  go run examples/hosts/first_decision.go

section "Python"
step "pip install, offline, in a venv" tests/python/install
step "the same decisions on workload W" env PYTHONPATH=build/release/python \
  /usr/bin/python3 -B bench/python_bench.py --size small --repeat 1

section "formatting"
step "clang-format" bash -c 'find include src tests bench examples bindings \
  -name "*.h" -o -name "*.cc" -o -name "*.c" | xargs clang-format -n -Werror'
