# Read by the other scripts here: words to the user, and packages from Debian or Ubuntu.

LOG=.venv/setup.log

say() { printf '%s\n' "$*" >&2; }

# Whether packages can be installed; sets $root to what stands before apt-get.
# Asks for a password only where somebody sits at the terminal.
may_install() {
    root=""
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    root="sudo"
    sudo -n true 2>/dev/null && return 0
    [ -t 0 ] && (: </dev/tty) 2>/dev/null || return 1
    say "Нужно поставить системные пакеты: $*. Введите свой пароль (Ctrl-D — пропустить)."
    sudo -v
}

refresh() {
    $root apt-get update -qq </dev/null >>"$LOG" 2>&1 ||
        say "Список системных пакетов обновить не удалось, пробую с прежним."
}

# Waits for a lock, as a new Ubuntu updates itself just after its start; sudo would drop a variable set outside.
get() {
    $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 \
        install -y -qq --no-install-recommends "$@" </dev/null >>"$LOG" 2>&1
}
