// Headings, landmarks, names, the age of the markup.

const MARKS = {
  header: "header,[role=banner],[class*=header i],[id*=header i],[class*=shapka i],[id*=shapka i],[class*=topbar i]",
  nav: "nav,[role=navigation],[class*=menu i],[id*=menu i],[class*=navbar i],[id*=nav i],[class*=nav- i]",
  main: "main,[role=main],article,[class*=content i],[id*=content i],[class*=main i],[id*=main i],[class*=wrapper i]",
  footer: "footer,[role=contentinfo],[class*=footer i],[id*=footer i],[class*=podval i],[id*=podval i],[class*=bottom i]",
};
const SIGNED = /©|\(c\)|copyright|все права|тел\.|телефон|адрес|e-?mail|@/i;
const looksLike = {  // what a person takes for it, however it is called
  header: (found) => found && rectOf(found.holder).top < 250,
  nav: (found) => Boolean(found),
  main: () => all("h1,h2").some(shown),
  footer: () => {
    const end = root().scrollHeight;
    return all("div,section,table,p,td").some((el) => { const r = rectOf(el); return r.bottom > end - 60 && r.height < 700 && r.width > innerWidth * 0.4 && SIGNED.test(el.innerText || ""); });
  },
};
const landmarks = (found) => {
  const missing = Object.keys(MARKS).filter((name) => !all(MARKS[name]).some((el) => el !== document.body && shown(el)));
  const half = missing.filter((name) => looksLike[name](found)).length / 2;
  return measure("landmarks", 4 - missing.length + half, 4, missing, (name) => ({selector: "", text: name, box: null, value: null}));
};
const headings = () => {
  const list = all("h1,h2,h3,h4,h5,h6,[role=heading]").filter((el) => visible(el) && squeeze(el.textContent));
  const level = (el) => Number(el.getAttribute("aria-level") || el.localName.slice(1)) || 2;
  const skips = list.filter((el, place) => place > 0 && level(el) > level(list[place - 1]) + 1);
  const firsts = list.filter((el) => level(el) === 1);
  return [
    measure("h1", firsts.length, list.length, firsts, (el) => spot(el)),
    measure("heading_skips", skips.length, list.length, skips, (el) => spot(el, level(el))),
  ];
};
const CRUMBS = "[itemtype*=BreadcrumbList],[class*=breadcrumb i],[id*=breadcrumb i],[class*=crumb i],[id*=crumb i],[class*=pathway i],[class*=navchain i],[class*=speedbar i],[aria-label*=крошк i],[aria-label*=breadcrumb i]";
const crumbs = () => {
  const named = all(CRUMBS).find((el) => shown(el) && el.querySelector("a[href]"));
  const written = named || all("a[href]").find((el) => {
    if (!/^(главная|главная страница|home)$/i.test(squeeze(el.textContent)) || !shown(el)) return false;
    return /^(главная|главная страница|home)\s*[/»>→›|\\·•-]+\s*\S/i.test(squeeze(el.parentElement.innerText)) || /^(главная|home)\s*[/»>→›|\\·•-]+\s*\S/i.test(squeeze(el.parentElement.parentElement?.innerText).slice(0, 200));
  });
  return measure("crumbs", written ? 1 : 0, 1, written ? [spot(written)] : []);
};
const sitemap = () => {
  const link = all("a[href]").find((el) => /карта сайта|sitemap|site map/i.test(squeeze(`${el.textContent} ${el.title} ${el.getAttribute("aria-label") || ""}`)) || /sitemap|karta-?sayta|karta-?saita|map\.(php|html?)/i.test(el.getAttribute("href")));
  return measure("sitemap", link ? 1 : 0, 1, link ? [spot(link)] : []);
};
const named = () => [
  measure("title", squeeze(document.title).length > 2 ? 1 : 0, 1),
  measure("lang", /^[a-z]{2,3}\b/i.test(document.documentElement.lang) ? 1 : 0, 1),
];
const oldMarkup = () => {
  const old = all("font,center,marquee,blink,frameset,big,strike,[bgcolor]:not(td):not(tr):not(table),body[background]").filter((el) => el.localName === "body" || shown(el));
  const tables = all("table").filter((el) => shown(el) && rectOf(el).width > 500 && (el.querySelector("table,form,h1,h2,ul,iframe") && !el.querySelector("th,caption,thead")));
  return [
    measure("old_tags", old.length, null, old, (el) => spot(el, null, `<${el.localName}> ${squeeze(el.innerText).slice(0, 60)}`)),
    measure("layout_tables", tables.length, null, tables, (el) => spot(el)),
  ];
};
const families = (list) => {
  const used = new Map();
  for (const one of list) {
    const name = style(one.el).fontFamily.split(",")[0].replace(/["']/g, "").trim().toLowerCase();
    if (/icon|awesome|glyph|symbol|fontello|icomoon|emoji|^fa-|^dashicons/.test(name)) continue;
    used.set(name, (used.get(name) || 0) + one.chars);
  }
  const total = sum([...used.values()], (one) => one), counted = [...used].filter(([, chars]) => chars >= Math.max(15, total * 0.005));
  return measure("families", counted.length, null, counted.sort((a, b) => b[1] - a[1]), ([name, chars]) => ({selector: "", text: name, box: null, value: chars}));
};
