#!/usr/bin/env bash
# Builds everything and runs every test. Installs what the tests drive (mail clients, a browser) when it may; says what is
# missing when it may not, and the tests that need it are then counted as skipped. The last line is the count.
set -uo pipefail
cd "$(dirname "$0")/.."

configuration=${CONFIGURATION:-Release}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# What a test needs: a command or a file, and the Debian package it comes in.
tools="chromium:chromium swaks:swaks esmtp:esmtp curl:curl python3:python3 openssl:openssl sqlite3:sqlite3 msmtp:msmtp gsasl:gsasl fetchmail:fetchmail haproxy:haproxy postfix:postfix node:nodejs
  /usr/share/nodejs/nodemailer:node-nodemailer /usr/lib/*/libnss_wrapper.so:libnss-wrapper
  /usr/lib/*/perl5/*/Net/SSLeay.pm:libnet-ssleay-perl"
missing=()
for tool in $tools; do
  if [[ "$tool" == /* ]]; then compgen -G "${tool%%:*}" >/dev/null; else command -v "${tool%%:*}" >/dev/null; fi || missing+=("${tool##*:}")
done

# Debian lets one mail transfer agent be installed at a time: Exim is unpacked into a folder of its own instead.
exim=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/mailsink-tests/exim
export PATH="$PATH:/usr/sbin:$exim/usr/sbin"
command -v exim4 >/dev/null || missing+=(exim4-daemon-light)

install_missing() {
  local apt="apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -qq"
  export DEBIAN_FRONTEND=noninteractive
  $apt update
  # Without a configuration Postfix does not start.
  command -v debconf-set-selections >/dev/null && echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
  local packages=() package
  for package in "${missing[@]}"; do
    if [ "$package" = exim4-daemon-light ]; then
      packages+=(libdb5.3 libgnutls-dane0 libidn12 libnsl2 libpcre2-8-0)
      mkdir -p "$exim" && (cd "$exim" && $apt download exim4-daemon-light && dpkg -x exim4-daemon-light_*.deb . && chmod u-s usr/sbin/exim4 && rm ./*.deb)
    else
      packages+=("$package")
    fi
  done
  $apt install -y --no-install-recommends "${packages[@]}"
}

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing: ${missing[*]}"
    install_missing </dev/null >/dev/null || echo "Not everything could be installed; the tests that need it are skipped." >&2
  else
    echo "Missing: ${missing[*]}. Their tests are skipped. To run them: sudo apt-get install ${missing[*]}" >&2
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! dotnet build MailSink.sln -c "$configuration" --nologo -v quiet; then
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

# One test project after the other: some measure how long a line takes to the browser, and all share the machine. What is only
# made on request (screenshots) is no check and not counted.
dotnet test --solution MailSink.sln -c "$configuration" --no-build --max-parallel-test-modules 1 --no-ansi --progress off \
  --filter-not-trait run=on-request \
  </dev/null 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

# A test process that dies reports no failed test; it is one all the same.
awk -v code="$code" '/^  succeeded: /{p+=$2} /^  failed: /{f+=$2} /^  skipped: /{s+=$2}
  END{if (code != 0 && f == 0) f = 1; printf "%d passed, %d failed, %d skipped\n", p, f, s}' "$log"
exit "$code"
