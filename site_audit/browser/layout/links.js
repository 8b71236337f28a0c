// Links: what they are called.

const nameOf = (el) => {
  const by = (el.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => id && document.getElementById(id)?.textContent).join(" ");
  const pictures = all("img[alt],area[alt],svg title,[aria-label],input[value]", el).map((one) => one.getAttribute("alt") || one.getAttribute("aria-label") || one.textContent || one.value || "").join(" ");
  return squeeze([el.getAttribute("aria-label"), by, el.innerText, el.textContent, pictures, el.title].filter(Boolean).join(" "));
};
const ACTS = /toggle|dropdown|slide|slick|swiper|owl|carousel|prev|next|arrow|modal|popup|fancybox|collapse|tab|accordion|burger|menu|close|open|search|vision|slabovid|special|blind|scroll|top|up|share|call|lang|filter|more|btn|button/i;
const links = (vague) => {
  const plain = new RegExp(vague, "iu");
  const list = all("a[href]").filter(shown);
  const unnamed = list.filter((el) => !nameOf(el) && !el.closest("[aria-hidden=true]") && el.tabIndex >= 0 && !settledNames.has(el));
  mute = unnamed.slice(0, MOST_ASKED);
  const worded = list.filter((el) => squeeze(el.innerText));
  const told = (el) => { const label = squeeze(el.getAttribute("aria-label") || el.title); return label.length > squeeze(el.innerText).length + 3; };
  const vagueOnes = worded.filter((el) => plain.test(squeeze(el.innerText).replace(/[\s.…»›→>:!]+$/u, "")) && !told(el));
  const empty = list.filter((el) => {
    const href = el.getAttribute("href").trim();
    if (!(href === "" || href === "#" || /^javascript:/i.test(href))) return false;
    if (/^javascript:/i.test(href) && !/^javascript:\s*(void\s*\(?\s*0?\s*\)?)?\s*;?\s*$/i.test(href)) return false;
    const acts = el.hasAttribute("onclick") || el.hasAttribute("aria-expanded") || el.hasAttribute("aria-haspopup") || el.hasAttribute("aria-controls") || el.getAttribute("role") === "button" || [...el.attributes].some((one) => one.name.startsWith("data-")) || el.closest("li")?.querySelector("ul,ol,menu,div a") || el.nextElementSibling?.matches("ul,ol,menu");
    return !acts && !ACTS.test(`${el.className} ${el.id} ${el.parentElement?.className}`);
  });
  return [
    measure("unnamed_links", unnamed.length, list.length, unnamed, (el) => spot(el, null, el.getAttribute("href"))),
    measure("vague_links", vagueOnes.length, worded.length, vagueOnes, (el) => spot(el)),
    measure("empty_links", empty.length, list.length, empty, (el) => spot(el)),
  ];
};
const targets = () => {  // WCAG 2.2, 2.5.8: 24 by 24, or room for a circle of 24 around the middle
  const list = all("a[href],button,input:not([type=hidden]),select,textarea,[role=button],[role=link],[role=checkbox],summary").filter((el) => shown(el) && !el.disabled);
  const scale = scaleOfPage();
  const boxes = list.map((el) => {
    const r = rectOf(el);
    for (const child of el.children) {  // a picture may stick out of the line that its link is
      const c = rectOf(child);
      if (c.width && c.height) { r.left = Math.min(r.left, c.left); r.top = Math.min(r.top, c.top); r.right = Math.max(r.right, c.right); r.bottom = Math.max(r.bottom, c.bottom); }
    }
    return {el, left: r.left * scale, top: r.top * scale, right: r.right * scale, bottom: r.bottom * scale};
  });
  const small = boxes.filter((one) => one.right - one.left < 23.5 || one.bottom - one.top < 23.5);
  const inText = ({el}) => {
    if (style(el).display !== "inline") return false;
    const around = squeeze(el.parentElement.textContent).length - squeeze(el.textContent).length;
    return around > 20;
  };
  const crowded = small.filter((one) => {
    if (inText(one)) return false;
    const x = (one.left + one.right) / 2, y = (one.top + one.bottom) / 2;
    return boxes.some((other) => {
      if (other === one || one.el.contains(other.el) || other.el.contains(one.el)) return false;
      const isSmall = other.right - other.left < 23.5 || other.bottom - other.top < 23.5;
      if (isSmall) return Math.hypot(x - (other.left + other.right) / 2, y - (other.top + other.bottom) / 2) < 23.5;
      const dx = Math.max(other.left - x, 0, x - other.right), dy = Math.max(other.top - y, 0, y - other.bottom);
      return Math.hypot(dx, dy) < 11.5;
    });
  });
  return measure("targets", crowded.length, list.length, crowded, (one) => spot(one.el, Math.round(Math.min(one.right - one.left, one.bottom - one.top))));
};
