#!/bin/sh
# The locked Python environment in .venv: uv by pip, everything else by uv.
set -u
. setup/apt.sh

python=$1
own=.venv/bin/python

stop() {
    say "$@"
    exit 1
}

make_venv() {
    rm -rf .venv && mkdir .venv
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        package="$(basename "$python")-venv"
        may_install "$package" && say "Ставлю системный пакет $package…" && refresh && get "$package" ||
            stop "Без системного пакета $package окружение не создать. Поставьте его (apt-get install $package:" \
                "нужны права администратора и доступ к пакетам системы) и повторите."
    fi
    "$python" -m venv .venv || stop "Не удалось создать окружение Python в папке .venv."
}

# pip knows mirrors and proxies of its own settings, which uv does not read. Compiled once, for whoever runs
# the program may not write here, and every process of a run would compile it again.
install() {
    .venv/bin/uv pip install --quiet --compile-bytecode --python $own "$@" && return
    say "Через uv не получилось, пробую через pip…"
    $own -m pip install --quiet --retries 1 "$@"
}

command -v "$python" >/dev/null 2>&1 ||
    stop "Не найден $python. Поставьте Python 3.11 или новее либо укажите другой: make setup PYTHON=python3.12"
"$python" setup/check_python.py || exit 1
$own -m pip --version >/dev/null 2>&1 || make_venv

away="Проверьте доступ к реестру пакетов Python (PyPI) и повторите."
say "Ставлю библиотеки Python в .venv…"
$own -m pip install --quiet --disable-pip-version-check --retries 2 uv ||
    stop "Не удалось получить uv, установщик библиотек. $away"
install --require-hashes -r requirements.lock || stop "Не удалось поставить библиотеки. $away"
install --no-deps --no-build-isolation -e . || stop "Не удалось поставить сам site-audit."
$own -m compileall -q site_audit criteria reports || stop "Не удалось подготовить программу: см. выше."
