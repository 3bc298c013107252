#!/usr/bin/env bash
# Installs what benchmarks/performance.py compares with: pandoc from Debian, typst and
# WeasyPrint from PyPI into benchmarks/.peers. LibreOffice is used where it is there.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v pandoc >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends pandoc
fi
test -x .peers/bin/python || python3 -m venv .peers
.peers/bin/pip install --quiet typst==0.15.2 weasyprint==70.0
