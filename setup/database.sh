#!/bin/sh
# The server of PostgreSQL, for the tests that need one; without it they are skipped and say so.
set -u
. setup/apt.sh

command -v postgres >/dev/null 2>&1 && exit 0
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && exit 0

if ! may_install "PostgreSQL для тестов"; then
    say "PostgreSQL поставить нельзя: тесты, которым он нужен, будут пропущены. Позже: sudo apt-get install postgresql"
    exit 0
fi
say "Ставлю PostgreSQL для тестов…"
refresh
# Nobody asked for a server that runs all the time: the tests start one of their own.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    $root mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" | $root tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
get -o Dpkg::Options::=--force-confold postgresql ||
    say "PostgreSQL установить не удалось: тесты, которым он нужен, будут пропущены. Подробности: $LOG"
exit 0
