// Contrast of letters and what they stand on (WCAG 2.2, 1.4.3).

const colour = (text) => {
  const found = /^rgba?\(([^)]+)\)$/.exec(text);
  if (!found) return null;
  const [r, g, b, a = 1] = found[1].split(/[ ,/]+/).map(Number);
  return {r, g, b, a};
};
const over = (top, under) => ({
  r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1,
});
const luminance = ({r, g, b}) => {
  const [x, y, z] = [r, g, b].map((one) => (one /= 255) <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const ratio = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (x + 0.05) / (y + 0.05);
};
const grounds = new Map();
const ground = (el) => {  // the colour behind an element, null where pictures or filters decide
  if (!el) return {r: 255, g: 255, b: 255, a: 1};
  if (grounds.has(el)) return grounds.get(el);
  const s = style(el), own = colour(s.backgroundColor);
  let found;
  if (s.backgroundImage !== "none" || s.filter !== "none" || s.mixBlendMode !== "normal" || !own || (el.localName === "td" && el.hasAttribute("background"))) found = null;
  else if (own.a === 1) found = own;
  else {
    const out = s.position === "absolute" || s.position === "fixed";  // may lie over anything
    const under = out && own.a < 1 && el.parentElement ? null : ground(el.parentElement);
    found = under && over(own, under);
  }
  if (found && s.opacity !== "1" && el.parentElement) found = null;
  grounds.set(el, found);
  return found;
};
// Who else could paint at these words: what is not around them, or a pseudo-element of what is.
const paints = (s) => s.backgroundImage !== "none" || (colour(s.backgroundColor) || {a: 1}).a > 0;
const REPLACED = /^(img|svg|video|canvas|iframe|object|embed|input)$/;
let painters = null;
const findPainters = () => all("body *").filter((el) => (REPLACED.test(el.localName) || paints(style(el))) && visible(el)).map((el) => ({el, r: rectOf(el)}));
const decorated = (el) => ["::before", "::after"].some((part) => {
  const s = getComputedStyle(el, part);
  return s.content !== "none" && s.content !== "normal" && (paints(s) || s.content.includes("url("));
});
const isPlain = ({el, seen, rects}) => {
  painters ??= findPainters();
  const at = rects.find((r) => r.left >= seen.left - 1 && r.right <= seen.right + 1) || seen;
  const x = (at.left + at.right) / 2, y = (at.top + at.bottom) / 2;
  if (painters.some(({el: other, r}) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom && !other.contains(el))) return false;
  for (let one = el; one; one = one.parentElement) {
    if (decorated(one)) return false;
    if ((colour(style(one).backgroundColor) || {a: 0}).a === 1) break;
  }
  return true;
};
// A second opinion on what seems poor and is not plain: axe also sees what lies under text without
// being around it. It costs a quarter of a second, so each pair of colours is asked about once on a site.
// What seems poor counts as poor until it is known whether points hang on it; without an answer it is unsure.
const MOST_ASKED = 40, NO_CONTRAST = 1.05;
let doubted = new Map(), mute = [], settledNames = new WeakSet();
const contrast = (list, known, unheard = "poor") => {
  let looked = 0, unsure = 0;
  const poor = [];
  doubted = new Map();
  for (const one of list) {
    const s = style(one.el), ink = colour(s.color), paper = ground(one.el);
    if (!ink || !paper || s.textShadow !== "none") { unsure += one.chars; continue; }
    if (one.el.closest("[disabled],[aria-disabled=true],[aria-hidden=true]")) continue;
    const large = one.size >= 24 || (one.size >= 18.66 && Number(s.fontWeight) >= 700);
    const found = ratio(ink.a < 1 ? over(ink, paper) : ink, paper);
    if (found >= (large ? 3 : 4.5) - 0.005) { looked += one.chars; continue; }
    const isWord = /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(one.text);  // no step's number, no coloured icon
    if (!isWord || found < NO_CONTRAST) { unsure += one.chars; continue; }  // nobody writes white on white
    if (!isPlain(one)) {
      const pair = [s.color, Object.values(paper).map(Math.round), large].join("|"), told = known[pair] || unheard;
      if (!(pair in known) && doubted.size < MOST_ASKED && !doubted.has(pair)) doubted.set(pair, one.el);
      if (told === "unsure") { unsure += one.chars; continue; }
      if (told === "fine") { looked += one.chars; continue; }
    }
    looked += one.chars;
    poor.push({...one, value: Math.round(found * 100) / 100});
  }
  return [
    measure("contrast", sum(poor, (one) => one.chars), looked, worst(poor, (one) => one.chars), (one) => spotOf(one, one.value)),
    measure("contrast_unsure", unsure, looked + unsure),
  ];
};

const confirm = async () => {
  const asked = [...doubted.values(), ...mute].filter((el) => el.isConnected);
  if (!asked.length) return {};
  const told = await axe.run({include: asked}, {runOnly: ["color-contrast", "link-name"], elementRef: true, resultTypes: ["violations", "incomplete", "passes"]});
  const nodes = (kind, rule) => new Set(told[kind].filter((one) => one.id === rule).flatMap((one) => one.nodes.map((node) => node.element)));
  const bad = nodes("violations", "color-contrast"), open = nodes("incomplete", "color-contrast");
  for (const el of nodes("passes", "link-name")) settledNames.add(el);
  return Object.fromEntries([...doubted].map(([pair, el]) => [pair, bad.has(el) ? "poor" : open.has(el) ? "unsure" : "fine"]));
};
