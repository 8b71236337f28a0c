// What only a phone has: its menu, sizes for a finger.

const viewportMeta = () => {
  const list = all("meta[name=viewport i]"), said = list.map((el) => el.content).join(" | ").toLowerCase();
  const width = /width\s*=\s*device-width/.test(said) || (/initial-scale\s*=\s*1(\.0*)?\b/.test(said) && !/width\s*=\s*\d/.test(said));
  const zoom = !/user-scalable\s*=\s*(no|0)/.test(said) && !(parseFloat((/maximum-scale\s*=\s*([\d.]+)/.exec(said) || [])[1] || 10) < 2);
  return measure("viewport_meta", !width ? 0 : list.length > 1 ? 1 : zoom ? 3 : 2, 3, [{selector: 'meta[name="viewport"]', text: said, box: null, value: null}]);
};
const readable = (items, width) => {
  const scale = scaleOfPage();
  return items.filter((one) => one.r.left < width / scale - 10 && one.r.right > 10 && parseFloat(style(one.el).fontSize) * scale >= 9);
};
const BURGER = /burger|hamburger|menu|nav|toggle|toggler|offcanvas|sidebar|mobile|меню/i;
const burgers = (width) => {
  const near = all("button,a,label,summary,[role=button],[onclick],[aria-expanded],[aria-controls],[data-toggle],[data-bs-toggle],div,span,svg,i,img,input[type=checkbox]").filter((el) => {
    const r = rectOf(el);
    if (r.top > 700 || r.width > Math.max(300, width * 0.9) || r.height > 120 || r.left > width || !shown(el)) return false;
    const said = `${el.getAttribute("class") || ""} ${el.id} ${el.getAttribute("aria-label") || ""} ${el.title || ""} ${el.getAttribute("aria-controls") || ""} ${el.getAttribute("data-target") || ""} ${el.getAttribute("data-bs-target") || ""} ${el.getAttribute("for") || ""} ${squeeze(el.textContent).slice(0, 20)}`;
    return BURGER.test(said) || /^[☰≡≣𝌆]$/u.test(squeeze(el.textContent));
  });
  const rank = (el) => {
    const said = `${el.getAttribute("class") || ""} ${el.id} ${el.getAttribute("aria-label") || ""} ${squeeze(el.textContent).slice(0, 20)}`;
    return (/burger|hamburger|toggle/i.test(said) ? 4 : 0) + (el.matches("button,label,summary,[role=button],[aria-expanded]") ? 3 : 0) + (/меню|menu/i.test(said) ? 2 : 0) - (el.matches("a[href]:not([href^='#'])") ? 4 : 0) - (rectOf(el).width > 200 ? 2 : 0) - (itemsIn(el, Infinity).length > 1 ? 4 : 0);
  };
  return worst(near.map((el) => ({el, rank: rank(el)})), (one) => one.rank).slice(0, 4).map((one) => one.el);
};
const jump = (y) => scrollTo({top: y, behavior: "instant"});
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const linksSeen = (width) => {
  still();
  return readable(itemsIn(document.body, Infinity, true), width).length;
};
let menuSize = 3;  // of the menu on the large screen
const phoneMenu = async (width) => {
  const found = findMenu(900) || findMenu(900, true);
  const seen = found ? readable(found.items, width) : [];
  const wanted = Math.max(1, Math.min(3, menuSize));
  if (seen.length >= wanted) return [measure("phone_menu", 2, 2, [spot(found.holder)]), measure("menu_opens", 0, 1)];
  const stay = (event) => { const link = event.target.closest?.("a[href]"); if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault(); };
  document.addEventListener("click", stay, true);
  try {
    for (const el of burgers(width)) {
      const before = linksSeen(width), place = spot(el, null, el.getAttribute("aria-label") || el.title || el.textContent);
      const r = el.getBoundingClientRect(), hit = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
      const on = hit && (el.contains(hit) || hit.contains(el)) ? hit : null;
      if (!on) continue;
      on.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true})); on.dispatchEvent(new MouseEvent("mousedown", {bubbles: true}));
      on.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
      if (on.click) on.click(); else on.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
      for (let waited = 0; waited < 800; waited += 80) {
        await pause(80);
        if (linksSeen(width) >= before + wanted) return [measure("phone_menu", 2, 2, [place]), measure("menu_opens", 1, 1, [place])];
      }
    }
  } finally { document.removeEventListener("click", stay, true); }
  return [measure("phone_menu", seen.length ? 1 : 0, 2, found ? [spot(found.holder)] : []), measure("menu_opens", 0, 1)];
};
