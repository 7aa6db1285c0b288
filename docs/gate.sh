#!/usr/bin/env bash
# The gate as a CI job runs it, in the shape of a GitHub Actions `run:` step. From the root of a clone: npm ci && npm run build && docs/gate.sh
set -uo pipefail
watertight=${WATERTIGHT:-node bin/watertight.js}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}

gate() { # FOLDER EXPECTED-EXIT-CODE
  echo "::group::watertight check $1"
  $watertight check --config "$1/watertight.yaml" -f github --report markdown="$summary"
  local code=$?
  echo '::endgroup::'
  if [ "$code" -ne "$2" ]; then
    echo "expected exit code $2 for $1, got $code" >&2
    exit 1
  fi
  echo "$1: exit code $code"
}

broken=$(mktemp -d)
trap 'rm -rf "$broken"' EXIT
printf 'PAR1 this is not Parquet' > "$broken/train.parquet"
printf 'version: 1\ndatasets: { train: train.parquet }\n' > "$broken/watertight.yaml"

gate fixtures/churn-leaky 1   # a leak fails the job
gate fixtures/churn-honest 0  # its honest twin passes
gate "$broken" 2              # data that cannot be read is never clean
