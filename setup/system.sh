#!/bin/sh
# What pip cannot bring: a browser, Cyrillic fonts and text recognition, from the system's packages.
# The audit of presence criteria works without them, so a lack is said in words and does not stop the set-up.
set -u

say() { printf '%s\n' "$*" >&2; }

missing=""
have_browser() {
    command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1 || [ -x /usr/lib/chromium/chromium-headless-shell ]
}
have_browser || missing="$missing browser"
[ -e /etc/ssl/certs/ca-certificates.crt ] || missing="$missing ca-certificates"
command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx rus || missing="$missing tesseract"
fc-list :lang=ru 2>/dev/null | grep -q . || missing="$missing fonts"
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    say "Не хватает:$missing. Установите Chromium, шрифты с кириллицей и tesseract с русским языком средствами вашей системы."
    exit 0
fi
root=""
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && root="sudo -n" || {
        say "Нет прав администратора, поэтому не установлено:$missing."
        say "Выполните: sudo apt-get install chromium fonts-dejavu-core fonts-noto-color-emoji tesseract-ocr tesseract-ocr-rus"
        exit 0
    }
fi
export DEBIAN_FRONTEND=noninteractive
say "Устанавливаю системные пакеты (браузер, шрифты, распознавание текста)…"
$root apt-get update -qq >/dev/null 2>&1 || say "Список пакетов обновить не удалось, пробую с прежним."
get() { $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }
have_browser || get chromium-headless-shell || get chromium || get chromium-browser ||
    say "Браузер Chromium установить не удалось: страницы, которые рисует только JavaScript, останутся непроверенными."
[ -e /etc/ssl/certs/ca-certificates.crt ] || get ca-certificates ||
    say "Корневые сертификаты (ca-certificates) установить не удалось: сайты покажутся ненадёжными."
get fonts-dejavu-core fonts-noto-color-emoji fontconfig || say "Шрифты с кириллицей установить не удалось."
get tesseract-ocr tesseract-ocr-rus ||
    say "Распознавание текста (tesseract) установить не удалось: отсканированные документы останутся непроверенными."
exit 0
