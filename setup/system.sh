#!/bin/sh
# What pip cannot bring: a browser, Cyrillic fonts and text recognition, from the system's packages.
# The audit of presence criteria works without them, so a lack is said in words and does not stop the set-up.
set -u
. setup/apt.sh

lack() { say "$* Подробности: $LOG"; }

have_browser() {
    command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1 || [ -x /usr/lib/chromium/chromium-headless-shell ]
}
have_certificates() { [ -e /etc/ssl/certs/ca-certificates.crt ]; }
# DejaVu itself, as words of SVG pictures are drawn in it.
have_fonts() { fc-list : family 2>/dev/null | grep -qx 'DejaVu Sans'; }
have_recognition() { tesseract --list-langs 2>/dev/null | grep -qx rus; }

browser=chromium
grep -qx 'ID=ubuntu' /etc/os-release 2>/dev/null && browser=chromium-browser
# Ubuntu's package is a snap: where snapd does not run it is a wrapper that opens nothing.
get_browser() {
    if [ $browser = chromium ]; then
        get chromium-headless-shell || get chromium
    elif [ -S /run/snapd.socket ]; then
        get chromium-browser
    else
        echo "В Ubuntu Chromium ставится через snap, а служба snapd не запущена." >>"$LOG"
        return 1
    fi
}

missing=""
have_browser || missing="$missing $browser"
have_certificates || missing="$missing ca-certificates"
have_fonts || missing="$missing fontconfig fonts-dejavu-core fonts-noto-color-emoji"
have_recognition || missing="$missing tesseract-ocr tesseract-ocr-rus"
[ -z "$missing" ] && exit 0

if ! may_install "браузер, шрифты, распознавание текста"; then
    say "Системные пакеты поставить нельзя (нужны apt-get и права администратора), поэтому не хватает:$missing."
    say "Проверки, которым они не нужны, работают. Позже выполните: sudo apt-get install$missing"
    exit 0
fi
say "Ставлю системные пакеты (браузер, шрифты, распознавание текста), это до двух минут…"
refresh
have_browser || get_browser ||
    lack "Браузер Chromium установить не удалось: визуальных оценок не будет, а страницы, которые рисует только JavaScript, останутся непроверенными."
have_certificates || get ca-certificates ||
    lack "Корневые сертификаты (ca-certificates) установить не удалось: сайты покажутся ненадёжными."
have_fonts || get fonts-dejavu-core fonts-noto-color-emoji fontconfig ||
    lack "Шрифты с кириллицей установить не удалось: слова на рисунках SVG останутся непрочитанными."
have_recognition || get tesseract-ocr tesseract-ocr-rus ||
    lack "Распознавание текста (tesseract) установить не удалось: отсканированные документы останутся непроверенными."
exit 0
