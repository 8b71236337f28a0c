// The menu, the search, the logo.

const CLICKABLE = "a,button,[role=button],[role=link],[role=menuitem],[role=tab],[onclick],summary,area";
const words = (el) => squeeze(el.innerText || el.getAttribute("aria-label") || el.title || el.querySelector("img")?.alt);
const isTool = (text) => !/\p{L}{2}/u.test(text) || /^(версия для слабовидящих|для слабовидящих|войти|вход|регистрация|поиск|найти|eng?|ru|рус|\+?[\d\s()-]{6,})$/i.test(text);
// Short words that may be clicked; with ``cursor`` also what only the pointer's shape tells.
const itemsIn = (holder, limit, cursor = false) => {
  const items = [];
  for (const el of all(cursor ? CLICKABLE + ",li,div,span,td" : CLICKABLE, holder)) {
    const clickable = el.matches(CLICKABLE);
    if (!clickable && (el.children.length > 1 || style(el).cursor !== "pointer")) continue;
    const r = rectOf(el);
    if (r.top >= limit || r.width < 2 || r.height < 2 || r.right <= 0 || r.bottom <= 0 || !visible(el)) continue;
    const text = words(el);
    if (text.length > 60 || isTool(text) || items.at(-1)?.el.contains(el)) continue;  // they come in the document's order
    items.push({el, text, r});
  }
  return items;
};
const inLine = (items) => {  // a row or a column: neighbours share a middle, a left edge or a centre
  const near = (pick, allowance) => Math.max(...items.map((one) => items.filter((other) => Math.abs(pick(one.r) - pick(other.r)) <= allowance).length));
  return items.length < 2 ? items.length : Math.max(near((r) => r.top + r.height / 2, 14), near((r) => r.left, 6), near((r) => r.left + r.width / 2, 6));
};
const NO_MENU = "footer,[class*=footer i],[class*=crumb i],[class*=news i],[class*=slider i],[class*=carousel i]";
const holdersOf = (items) => {
  const found = new Set();
  for (const one of items) {
    for (let el = one.el.parentElement, steps = 0; el && el !== document.documentElement && steps < 5; el = el.parentElement, steps++) found.add(el);
  }
  return found;
};
const scoreOf = (holder, items) => {
  const line = inLine(items), r = rectOf(holder);
  const named = holder.matches("nav,[role=navigation],[role=menubar]") || holder.closest("nav,[role=navigation]");
  const called = /menu|nav/i.test(`${holder.getAttribute("class") || ""} ${holder.id}`);
  const prose = squeeze(holder.innerText).length - sum(items, (one) => one.text.length);
  return Math.min(line, 9) + (named ? 4 : 0) + (called ? 2 : 0) + (r.top < 400 ? 3 : 0) - Math.max(0, prose) / 40 - Math.max(0, items.length - line) / 3;
};
const findMenu = (limit, cursor = false) => {
  const list = itemsIn(document.body, limit, cursor);
  let best = null;
  for (const holder of holdersOf(list)) {
    if (holder.closest(NO_MENU)) continue;
    const items = list.filter((one) => holder.contains(one.el));
    if (items.length > 150) continue;
    const score = scoreOf(holder, items);
    const closer = best && Math.abs(score - best.score) <= 0.01 && best.holder.contains(holder);
    if (!best || score > best.score + 0.01 || closer) best = {holder, items, score, line: inLine(items)};
  }
  return best && best.score > 2 && (best.line > 1 || best.holder.closest("nav,[role=navigation]")) ? best : null;
};
const menu = (found) => {
  const inHeader = found && (rectOf(found.holder).top < 400 && (found.holder.closest("header,[role=banner],[class*=header i],[id*=header i],nav,[role=navigation]") || rectOf(found.holder).width > innerWidth * 0.4));
  return [
    measure("menu_place", found ? (inHeader ? 2 : 1) : 0, 2, found ? [spot(found.holder)] : []),
    measure("menu_items", found ? found.items.length : 0, null, found ? [spot(found.holder, found.items.length, found.items.map((one) => one.text).join(" · "))] : []),
  ];
};
const search = () => {
  const field = all("input[type=search],[role=search],form[action*=search i],form[action*=poisk i],input[name=q i],input[name=s i],input[name=query i],input[name*=search i],input[name=text i],input[placeholder*=поиск i],input[placeholder*=найти i],ya-search,.ya-site-form,.gcse-search").find((el) => shown(el) || shown(el.closest("form") || el));
  const way = field || all("a,button,[role=button],[onclick],label,span,div,i,svg").find((el) => el.childElementCount < 4 && /поиск|search|найти|\blupa\b|loupe|magnif/i.test(`${el.getAttribute("class") || ""} ${el.id} ${el.title || ""} ${el.getAttribute("aria-label") || ""} ${el.getAttribute("href") || ""} ${squeeze(el.textContent).slice(0, 40)}`) && shown(el) && rectOf(el).top < 1200);
  const leadsAway = way && way !== field && way.matches("a[href]") && !/^(#|javascript:)/i.test(way.getAttribute("href")) && squeeze(way.innerText);
  return measure("search", way ? (leadsAway ? 1 : 2) : 0, 2, way ? [spot(way)] : []);
};
const logo = (homes) => {
  const path = (url) => { try { const u = new URL(url, location.href); return u.origin.replace(/^https?:\/\/(www\.)?/, "") + u.pathname.replace(/\/(index|default)\.\w+$/, "/").replace(/\/$/, "") + (/^#!?\//.test(u.hash) && u.hash.length > 3 ? u.hash : ""); } catch { return null; } };
  const home = homes.map(path);
  const link = all("a[href],[role=link],[onclick]").find((el) => {
    if (!shown(el) || rectOf(el).top > 500) return false;
    const to = el.hasAttribute("href") ? el.href : (/['"]([^'"]+)['"]/.exec(el.getAttribute("onclick") || "") || [])[1];
    if (to === undefined || !home.includes(path(to))) return false;
    const called = /logo|brand|emblem/i.test(`${el.className} ${el.id} ${el.parentElement?.className} ${el.parentElement?.id} ${el.parentElement?.parentElement?.className}`);
    const pictured = el.querySelector("img,svg,picture,object") || /url\(/.test(style(el).backgroundImage);
    return called || pictured || /колледж|техникум|училищ|лицей|институт|университет|поу\b/i.test(words(el));
  });
  return measure("logo_home", link ? 1 : 0, 1, link ? [spot(link)] : []);
};
