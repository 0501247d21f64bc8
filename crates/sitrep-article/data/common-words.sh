#!/usr/bin/env bash
# Makes common-words.txt: the English words written in lower case of SCOWL (levels 10 to 35), as the Debian package
# wamerican-small (2020.12.07) publishes them. The licence is in common-words.LICENSE. Run in this directory.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get download wamerican-small && dpkg-deb -x wamerican-small_*.deb x)
{
  echo "# English words written in lower case: SCOWL levels 10 to 35, see common-words.LICENSE. Made by common-words.sh."
  LC_ALL=C grep -xE '[a-z]{2,}|a' "$work/x/usr/share/dict/american-english-small" | LC_ALL=C sort -u
} > common-words.txt
