"""Ways to be worse in V8: weight, what delays the first paint, long tasks, shifts."""

from __future__ import annotations

from tests.looks.files import Change, Files, edited
from tests.looks.frame import STYLESHEET, gallery
from tests.looks.pictures import noise

_NOISE = (480, 300)
_SCRIPT_TAG = '<script src="/late.js" defer></script>\n</head>'


def _heavier(total: int) -> Change:
    """Pictures like noise at the end of the home page, until it weighs ``total`` bytes."""

    def change(files: Files) -> Files:
        body = noise(*_NOISE)
        number = -(-(total - 200_000) // len(body))
        width, height = _NOISE
        added = gallery(
            *(
                f'<figure><img src="/img/album/{place}.jpg" alt="Снимок альбома {place}"'
                f' width="{width}" height="{height}"><figcaption>Снимок {place}</figcaption>'
                "</figure>"
                for place in range(1, number + 1)
            )
        )
        album = {f"/img/album/{place}.jpg": body for place in range(1, number + 1)}
        return (
            edited(lambda html: html.replace("\n</main>", f"\n{added}</main>"), ("/",))(files)
            | album
        )

    return change


def _imports(number: int) -> Change:
    """Sheets that call one another; their rules meet nothing on the pages."""
    link = f'<link rel="stylesheet" href="/css/layer-1.css">\n{STYLESHEET}'
    sheets = {}
    for place in range(1, number + 1):
        following = f'@import "/css/layer-{place + 1}.css";\n' if place < number else ""
        rule = f".layer-{place}{{margin:0}}\n"
        sheets[f"/css/layer-{place}.css"] = (following + rule).encode()
    change = edited(lambda html: html.replace(STYLESHEET, link))
    return lambda files: change(files) | sheets


def _script(text: str) -> Change:
    change = edited(lambda html: html.replace("</head>", _SCRIPT_TAG))
    return lambda files: change(files) | {"/late.js": text.encode()}


def _busy(milliseconds: int) -> Change:
    """One long task after the first paint."""
    return _script(
        "const busy = () => {\n"
        f"  const end = performance.now() + {milliseconds};\n"
        "  let sum = 0;\n"
        "  while (performance.now() < end) sum += Math.sqrt(sum + 1);\n"
        "};\n"
        "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(busy, 50)));\n"
    )


def _shifting(heights: tuple[int, ...]) -> Change:
    """Banners put before everything else, one after another, with no room kept for them."""
    pushes = "".join(
        f"setTimeout(() => push({height}), {400 + 500 * place});\n"
        for place, height in enumerate(heights, start=1)
    )
    return _script(
        "const push = height => {\n"
        '  const banner = document.createElement("div");\n'
        '  banner.textContent = "Объявлен набор на подготовительные курсы";\n'
        "  banner.style.cssText = `height:${height}px;padding:12px;background:#f3f7fb`;\n"
        "  document.body.prepend(banner);\n"
        f"}};\n{pushes}"
    )


WAYS: dict[str, tuple[Change, ...]] = {
    "heavy": (_heavier(1_000_000), _heavier(3_000_000), _heavier(6_000_000)),
    "blocking": (_imports(3), _imports(8), _imports(20)),
    "long-tasks": (_busy(200), _busy(600), _busy(1500)),
    "shift": (_shifting((90,)), _shifting((120, 200)), _shifting((160, 240, 300))),
}
