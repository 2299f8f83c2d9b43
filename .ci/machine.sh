# What a fresh machine lacks. Sourced by run; needs $work.

install_missing() {
  local packages=()
  [[ -x $(command -v chromium-headless-shell) ]] || packages+=(chromium-headless-shell)
  [[ -x $(command -v firefox-esr) ]] || packages+=(firefox-esr)
  [[ -x $(command -v curl) ]] || packages+=(curl)
  # What text measures, and so what fits on a phone, depends on the fonts there are.
  [[ -e /usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf ]] || packages+=(fonts-dejavu)
  [[ -n $(postgresql_bin) ]] || packages+=(postgresql)
  [[ -x $(command -v wrk) ]] || packages+=(wrk)
  # A clock that tests may set.
  compgen -G "/usr/lib/*/faketime/libfaketimeMT.so.1" >/dev/null || packages+=(libfaketime)
  # The browser driver's own Node.js wants it.
  [[ -e /usr/lib/$(uname -m)-linux-gnu/libatomic.so.1 ]] || packages+=(libatomic1)
  if ((${#packages[@]})); then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # Only the programs are wanted: no cluster of Debian's, started for nobody.
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get install -qq --yes --no-install-recommends "${packages[@]}" >/dev/null
  fi
  if ! command -v uv >/dev/null; then
    "$(pythons | head -n 1)" -m venv "$work/uv"
    "$work/uv/bin/pip" install --quiet "uv==0.13.9"
    export PATH=$work/uv/bin:$PATH
  fi
  echo "installed: ${packages[*]:-nothing}; $(uv --version)"
}

# Each Python that the project supports, oldest first; pyenv's shims hide all but one of them.
pythons() {
  local candidate
  for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[1-4].*/bin/python \
    /usr/local/bin/python3.1[1-4] /usr/bin/python3.1[1-4]; do
    [[ ! -x $candidate ]] || "$candidate" -c 'import sys
if sys.version_info >= (3, 11, 5):
    print(*sys.version_info[:3], sys.executable)'
  done | sort -n -k1,1 -k2,2 -k3,3 | cut -d " " -f 4
}
