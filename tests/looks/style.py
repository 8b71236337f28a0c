"""The site's sheet and script: for a phone first, then for wider screens."""

from __future__ import annotations

BASE = """\
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;font:16px/1.5 Verdana,"DejaVu Sans",sans-serif;color:#1f2933;background:#fff;
overflow-wrap:break-word}
button,input{font:inherit;color:inherit}
img{display:block;max-width:100%;height:auto}
a{color:#0b4f8a}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid #c8501e;
outline-offset:2px}
.wrap{max-width:1180px;margin:0 auto;padding-left:16px;padding-right:16px}
.h1,.h2,.h3{margin:0 0 .6em;font-family:Georgia,"DejaVu Serif",serif;font-weight:700;
line-height:1.25;color:#0b3d66}
.h1{font-size:24px}
.h2{font-size:21px}
.h3{font-size:18px}
p,ul,ol,figure,table{margin:0 0 16px}
section{margin:0 0 32px}
.lead{font-size:18px;max-width:56ch}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;padding:8px 16px;background:#fff;z-index:9}
.site-header{border-bottom:4px solid #0b3d66}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:12px;padding-top:12px;padding-bottom:12px}
.logo{display:flex;flex:1 1 160px;align-items:center;gap:10px;min-width:0;font-weight:700;
line-height:1.25;color:#0b3d66;text-decoration:none}
.logo img{width:44px;height:44px;flex:none}
.logo-name{max-width:16ch}
.search{display:flex;flex:1 1 100%;min-width:0;order:3;gap:8px}
.search input{flex:1;width:100%;min-width:0;height:44px;padding:0 12px;
border:1px solid #627d98;border-radius:6px;background:#fff}
.search button,.button{min-height:44px;padding:8px 18px;border:0;border-radius:6px;
background:#0b4f8a;color:#fff}
.prose .search{margin-bottom:16px}
.burger{display:flex;align-items:center;justify-content:center;width:44px;height:44px;padding:0;
border:1px solid #0b3d66;border-radius:6px;background:#fff;color:#0b3d66}
.burger-lines{width:20px;height:14px;border-top:3px solid;border-bottom:3px solid}
.burger-lines::after{content:"";display:block;margin-top:2.5px;border-top:3px solid}
.site-nav{display:none;background:#0b3d66}
.site-nav.open{display:block}
.nav-list,.nav-drop{margin:0;padding:0;list-style:none}
.nav-list a{display:block;padding:11px 16px;color:#fff;text-decoration:none}
.nav-list a:hover{background:#0b4f8a}
.nav-drop a{padding-left:36px}
.crumbs{padding-top:12px}
.crumbs ol{margin:0;padding:0;list-style:none}
.crumbs li{display:inline}
.crumbs li+li::before{content:"›";padding:0 8px}
.crumbs a{display:inline-block;padding:4px 0}
.site-main{padding-top:20px;padding-bottom:16px}
.prose,.entry p{max-width:62ch}
.cards,.gallery{margin-bottom:24px}
.prose+.entry,.prose+.gallery{margin-top:24px}
.prose ul,.prose ol{padding-left:24px}
.prose li{margin-bottom:6px}
.hero,.columns,.tiles,.cards,.gallery,.foot{display:grid;gap:24px;grid-template-columns:minmax(0,1fr)}
.hero{margin-bottom:32px}
.buttons{display:flex;flex-wrap:wrap;gap:12px}
.button{display:inline-block;text-decoration:none;padding-top:10px}
.button:hover,.search button:hover{background:#0b3d66}
.tiles{padding:0;list-style:none;gap:12px}
.tiles a{display:block;height:100%;padding:16px;border:1px solid #bcccdc;border-radius:6px;
border-left:6px solid #c8501e;background:#f3f7fb;font-weight:700;text-decoration:none}
.card{border:1px solid #bcccdc;border-radius:6px;overflow:hidden;background:#fff}
.card img{width:100%}
.card-text{padding:16px}
.card-text p{margin:0}
.h3 a,.h2 a{display:inline-block;padding:4px 0}
time{display:block;margin-bottom:8px;color:#486581}
figcaption{padding-top:8px;color:#486581}
.entry{display:grid;gap:16px 24px;grid-template-columns:minmax(0,1fr);margin-bottom:32px}
table{width:100%;border-collapse:collapse}
caption{padding-bottom:8px;text-align:left;font-weight:700}
tbody,tr,th,td{display:block}
tr{padding:10px 0;border-bottom:1px solid #bcccdc}
th{text-align:left;color:#0b3d66}
thead{display:none}
.site-footer{margin-top:24px;padding:32px 0 16px;background:#102a43;color:#fff}
.site-footer a{color:#fff}
.foot-name{font-weight:700}
.foot-links,.icons{margin:0;padding:0;list-style:none}
.foot-links a{display:inline-block;padding:8px 0}
.icons{display:flex;gap:12px}
.icon{display:block;padding:9px;border:1px solid #9fb3c8;border-radius:6px}
.icon svg{display:block;fill:none;stroke:#fff;stroke-width:2}
"""

MIDDLE = """\
.h1{font-size:34px}
.h2{font-size:25px}
.tiles,.gallery,.foot{grid-template-columns:repeat(2,minmax(0,1fr))}
.entry{grid-template-columns:240px minmax(0,1fr)}
.logo-name{max-width:none}
tbody{display:table-row-group}
thead{display:table-header-group}
tr{display:table-row}
th,td{display:table-cell;padding:10px 16px 10px 0;vertical-align:top;
border-bottom:1px solid #bcccdc}
"""

WIDE = """\
.search{flex:0 1 380px;order:0}
.burger{display:none}
.site-nav{display:block}
.nav-list{display:flex;flex-wrap:wrap;max-width:1180px;margin:0 auto}
.nav-item{position:relative}
.nav-drop{display:none;position:absolute;left:0;top:100%;z-index:5;width:320px;background:#0b3d66}
.nav-drop a{padding-left:16px}
.nav-item:hover>.nav-drop,.nav-item:focus-within>.nav-drop{display:block}
.hero{grid-template-columns:minmax(0,1fr) 540px;align-items:center}
.columns{grid-template-columns:minmax(0,1fr) 380px;gap:48px}
.tiles,.cards,.gallery,.foot{grid-template-columns:repeat(3,minmax(0,1fr))}
.entry{grid-template-columns:320px minmax(0,1fr)}
.foot{grid-template-columns:2fr 2fr 1fr}
.icons{justify-content:flex-end}
"""

SCRIPT_TEXT = """\
for (const button of document.querySelectorAll("[aria-controls]")) {
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("open", open);
  });
}
"""


def sheet() -> str:
    return f"{BASE}@media (min-width:600px){{\n{MIDDLE}}}\n@media (min-width:960px){{\n{WIDE}}}\n"


def sheet_of_one_width(pixels: int) -> str:
    """The look of a wide screen, whatever the screen is."""
    return f"{BASE}{MIDDLE}{WIDE}body{{width:{pixels}px;margin:0 auto}}\n"
