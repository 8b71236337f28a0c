// What a page looks like, in figures and places. Facts only: what is good or bad is judged later.
// Runs in a world of its own on the live page, once for each screen. Returns lists of measures
// {name, value, of, spots: [{selector, text, box, value}]}.
globalThis.siteAudit = (() => {
  const MOST_SPOTS = 5, MOST_TEXTS = 4000, MOST_LINES = 60;
  const root = () => document.scrollingElement || document.documentElement;
  const squeeze = (text) => (text || "").replace(/\s+/g, " ").trim();
  const measure = (name, value, of = null, places = [], told = (one) => one) => ({name, value, of, spots: places.slice(0, MOST_SPOTS).map((one) => told(one))});

  // ---------------------------------------------------------------- elements and places
  const visible = (el) => el.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const rectOf = (el) => {
    const r = el.getBoundingClientRect(), x = scrollX, y = scrollY;
    return {left: r.left + x, top: r.top + y, right: r.right + x, bottom: r.bottom + y, width: r.width, height: r.height};
  };
  const shown = (el) => {
    if (!visible(el)) return false;
    const r = rectOf(el);
    return r.width > 1 && r.height > 1 && r.right > 0 && r.bottom > 0;
  };
  const box = (r) => [r.left, r.top, r.right - r.left, r.bottom - r.top].map(Math.round);
  const step = (el) => {
    const tag = el.localName;
    if (el.id && /^[A-Za-z][\w-]{0,40}$/.test(el.id) && document.querySelectorAll("#" + el.id).length === 1) return "#" + el.id;
    const same = el.parentElement ? [...el.parentElement.children].filter((one) => one.localName === tag) : [el];
    return same.length > 1 ? `${tag}:nth-of-type(${same.indexOf(el) + 1})` : tag;
  };
  const selector = (el) => {
    const steps = [];
    for (let one = el; one && one.nodeType === 1 && steps.length < 6; one = one.parentElement) {
      steps.unshift(step(one));
      if (steps[0].startsWith("#") || one === document.body) break;
    }
    return steps.join(" > ");
  };
  const spot = (el, value = null, text = null) => ({
    selector: selector(el), text: squeeze(text ?? el.innerText ?? el.textContent).slice(0, 120), box: box(rectOf(el)), value,
  });
  // How large a phone shows the page. What it says itself is not true before it has drawn the next picture.
  let screenWidth = innerWidth;
  const scaleOfPage = () => screenWidth / innerWidth;
  const all = (query, from = document) => [...from.querySelectorAll(query)];

  // ---------------------------------------------------------------- text
  const styles = new Map();
  const style = (el) => styles.get(el) || (styles.set(el, getComputedStyle(el)), styles.get(el));
  const frames = new Map();
  const framesOf = (el) => {  // what hides what overflows, from an element outwards
    if (!el || el === document.documentElement) return {list: [], fixed: false};
    let known = frames.get(el);
    if (!known) {
      const s = style(el), {list, fixed} = framesOf(el.parentElement);
      const open = el === document.body || s.overflow === "visible" || s.display === "inline" || s.display === "contents";
      const moves = s.position === "fixed" || s.position === "sticky" || el.localName === "marquee";  // it has no place of its own
      known = {fixed: fixed || moves, list: open ? list : [{el, edge: rectOf(el), cuts: s.overflowY !== "auto" && s.overflowY !== "scroll"}, ...list]};
      frames.set(el, known);
    }
    return known;
  };
  const clipped = (r, el) => {  // what of a box is left by ancestors that hide what overflows
    let {left, top, right, bottom} = r, cut = null;
    const {list, fixed} = framesOf(el);
    for (const {el: frame, edge, cuts} of list) {
      const before = bottom - top;
      left = Math.max(left, edge.left); right = Math.min(right, edge.right);
      top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom);
      if (bottom - top < before - 1 && cut === null && cuts) cut = frame;
    }
    return {left, top, right, bottom, cut, fixed, lost: right - left <= 1 || bottom - top <= 1};
  };
  // Elements that hold words of their own, with the box of those words.
  const WORDLESS = new Set(["script", "style", "noscript", "template", "option", "textarea", "title"]);
  const texts = () => {
    const found = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange(), x = scrollX, y = scrollY;
    frames.clear();
    for (let node = walker.nextNode(); node && found.size < MOST_TEXTS; node = walker.nextNode()) {
      const text = squeeze(node.data);
      if (!text || (text.length < 2 && !/[\p{L}\p{N}]/u.test(text))) continue;
      const el = node.parentElement;
      let known = found.get(el);
      if (!known) {
        if (WORDLESS.has(el.localName) || !visible(el)) continue;
        known = {el, chars: 0, text: "", rects: [], full: {left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity}};
        found.set(el, known);
      }
      range.selectNodeContents(node);
      let lines = 0;
      for (const r of range.getClientRects()) {  // one a line
        if (r.width < 1 || r.height < 1) continue;
        if (++lines > MOST_LINES) break;
        const line = {left: r.left + x, top: r.top + y, right: r.right + x, bottom: r.bottom + y}, full = known.full;
        known.rects.push(line);
        if (line.left < full.left) full.left = line.left;
        if (line.top < full.top) full.top = line.top;
        if (line.right > full.right) full.right = line.right;
        if (line.bottom > full.bottom) full.bottom = line.bottom;
      }
      if (!lines) continue;
      known.chars += text.length;
      known.text += text + " ";
    }
    const list = [];
    for (const one of found.values()) {
      if (!one.chars) continue;
      const left = clipped(one.full, one.el);
      if (left.lost || left.right <= 0 || left.bottom <= 0) continue;
      list.push({...one, seen: left, size: parseFloat(style(one.el).fontSize)});
    }
    return list;
  };
  const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
  const worst = (list, by) => [...list].sort((a, b) => by(b) - by(a));
  const spotOf = (one, value = null) => ({selector: selector(one.el), text: one.text.trim().slice(0, 120), box: box(one.seen), value});
  const median = (list, weight) => {  // weighted, [value, weight] pairs
    const sorted = [...list].sort((a, b) => a[0] - b[0]), half = sum(sorted, (one) => one[1]) / 2;
    let passed = 0;
    for (const [value, w] of sorted) if ((passed += w) >= half) return value;
    return 0;
  };

  const smallText = (list) => {
    const scale = scaleOfPage();
    const small = list.filter((one) => one.size * scale < 11.9);
    return measure("small_text", sum(small, (one) => one.chars), sum(list, (one) => one.chars),
      worst(small, (one) => one.chars), (one) => spotOf(one, Math.round(one.size * scale * 10) / 10));
  };
  const lineHeight = (el) => {
    const s = style(el), size = parseFloat(s.fontSize);
    return s.lineHeight === "normal" ? 1.2 : parseFloat(s.lineHeight) / size;
  };
  // Blocks of prose: the words of a paragraph with its links and bold parts, two lines at least.
  const prose = (list) => {
    const blocks = new Map();
    for (const one of list) {
      let el = one.el;
      while (el.parentElement && style(el).display.startsWith("inline") && el.parentElement !== document.body) el = el.parentElement;
      const block = blocks.get(el) || blocks.set(el, {el, chars: 0, text: "", full: {...one.full}, seen: one.seen}).get(el);
      block.chars += one.chars; block.text += one.text;
      for (const [edge, pick] of [["left", Math.min], ["top", Math.min], ["right", Math.max], ["bottom", Math.max]]) block.full[edge] = pick(block.full[edge], one.full[edge]);
    }
    const found = [];
    for (const block of blocks.values()) {
      if (block.chars < 100) continue;
      const height = lineHeight(block.el) * parseFloat(style(block.el).fontSize);
      const lines = Math.max(1, Math.round((block.full.bottom - block.full.top) / height));
      if (lines >= 2) found.push({...block, lines, seen: block.full});
    }
    return found;
  };
  const reading = (list) => {
    const blocks = prose(list), chars = sum(blocks, (one) => one.chars);
    const perLine = blocks.map((one) => ({...one, value: Math.round(one.chars / (one.lines - 0.4))}));
    const tight = blocks.map((one) => ({...one, value: Math.round(lineHeight(one.el) * 100) / 100}));
    const capital = (text) => {
      if (text.length < 60) return false;
      const low = text.toLowerCase(), high = text.toUpperCase();
      let letters = 0, capitals = 0;
      for (let i = 0; i < text.length; i++) if (low[i] !== high[i]) { letters++; capitals += text[i] !== low[i]; }
      return capitals > letters * 0.7;
    };
    const hard = blocks.filter((one) => {
      const s = style(one.el);
      return s.textAlign === "justify" || s.textTransform === "uppercase" || capital(one.text);
    });
    const shout = list.filter((one) => one.chars >= 60 && (style(one.el).textTransform === "uppercase" || capital(one.text)) && !hard.some((block) => block.el.contains(one.el)));
    return [
      measure("prose", chars, blocks.length),
      measure("line_length", median(perLine.map((one) => [one.value, one.chars])), blocks.length, worst(perLine, (one) => one.value), (one) => spotOf(one, one.value)),
      measure("line_height", median(tight.map((one) => [one.value, one.chars])), blocks.length, worst(tight, (one) => -one.value), (one) => spotOf(one, one.value)),
      measure("hard_text", sum(hard, (one) => one.chars) + sum(shout, (one) => one.chars), chars + sum(shout, (one) => one.chars), worst([...hard, ...shout], (one) => one.chars), (one) => spotOf(one, one.chars)),
    ];
  };

  // ---------------------------------------------------------------- contrast (WCAG 2.2, 1.4.3)
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

  // ---------------------------------------------------------------- overlapped and cut text
  const overlaps = (list) => {
    const boxes = list.filter((one) => !one.seen.fixed && one.chars >= 3).sort((a, b) => a.seen.top - b.seen.top);
    const hit = new Map();
    let open = [];
    for (const one of boxes) {
      open = open.filter((other) => other.seen.bottom > one.seen.top + 2);
      for (const other of open) {
        if (hit.has(one) && hit.has(other)) continue;
        const width = Math.min(one.seen.right, other.seen.right) - Math.max(one.seen.left, other.seen.left);
        const height = Math.min(one.seen.bottom, other.seen.bottom) - Math.max(one.seen.top, other.seen.top);
        if (width < 3 || height < 3 || one.el.contains(other.el) || other.el.contains(one.el)) continue;
        if (shared(one, other) < 0.2 * Math.min(inked(one), inked(other))) continue;
        hit.set(one, other); hit.set(other, one);
      }
      open.push(one);
    }
    return measure("overlaps", hit.size, boxes.length, [...hit.keys()], (one) => spotOf(one));
  };
  const inked = (one) => sum(one.rects, (r) => (r.right - r.left) * (r.bottom - r.top));
  const shared = (one, other) => sum(one.rects, (a) => sum(other.rects, (b) => {
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left), height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return width > 2 && height > 3 ? width * height : 0;
  }));
  const cuts = (list) => {
    const cut = list.filter((one) => {
      const s = one.seen.cut && style(one.seen.cut);
      if (!s || s.webkitLineClamp !== "none" || one.size < 6) return false;
      const own = style(one.el), height = own.lineHeight === "normal" ? one.size * 1.2 : parseFloat(own.lineHeight);
      const below = one.full.bottom - one.seen.bottom, above = one.seen.top - one.full.top;
      const within = (lost) => lost > one.size * 0.3 && (lost % height) > height * 0.25 && (lost % height) < height * 0.8;
      return within(below) || within(above);
    });
    return measure("cut_text", cut.length, list.length, worst(cut, (one) => one.chars), (one) => spotOf(one));
  };

  // ---------------------------------------------------------------- sideways
  const overflow = (name, list, screenWidth) => {
    const width = screenWidth, doc = root();
    const hides = [document.documentElement, document.body].some((el) => /hidden|clip/.test(getComputedStyle(el).overflowX));
    let over = Math.max(0, Math.max(doc.scrollWidth, document.body.scrollWidth * (hides ? 0 : 1)) - width);
    let spots = [];
    if (hides) {  // nothing scrolls, yet words are cut off at the edge
      const lost = list.filter((one) => one.seen.right > width + 8 && one.seen.left < width - 8 && !one.seen.fixed);
      over = Math.max(over, ...lost.map((one) => one.seen.right - width), 0);
      spots = worst(lost, (one) => one.seen.right).slice(0, MOST_SPOTS).map((one) => spotOf(one, Math.round(one.seen.right - width)));
    }
    if (over > 0 && !spots.length) {
      const reach = (el) => clipped(rectOf(el), el);  // a ticker runs far beyond what one sees of it
      const wide = new Set(all("body *").filter((el) => el.getBoundingClientRect().right + scrollX > width + 1 && visible(el) && rectOf(el).width > 0));
      const deepest = [...wide].filter((el) => ![...el.children].some((child) => wide.has(child))).slice(0, 200);
      const places = deepest.map((el) => ({el, seen: reach(el)}));
      const out = places.filter(({seen}) => !seen.fixed && !seen.lost && seen.right > width + 1);
      spots = worst(out.length ? out : places, ({seen}) => seen.right).slice(0, MOST_SPOTS).map(({el, seen}) => spot(el, Math.round(seen.right - width)));
    }
    return measure(name, Math.round(over), width, spots);
  };

  // ---------------------------------------------------------------- structure
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

  // ---------------------------------------------------------------- menu, search, logo
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

  // ---------------------------------------------------------------- links
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

  // ---------------------------------------------------------------- pictures
  const pictures = () => {
    const list = all("img,input[type=image]");
    const seen = list.filter((el) => visible(el) && rectOf(el).width >= 1);
    const asked = list.filter((el) => (el.currentSrc || el.getAttribute("src")) && el.checkVisibility({visibilityProperty: true}));
    const broken = asked.filter((el) => el.complete && el.naturalWidth === 0 && !/^data:|\.svg([?#]|$)/i.test(el.currentSrc || el.src));
    const large = seen.filter((el) => { const r = rectOf(el); return r.width >= 100 && r.height >= 80; });
    const photos = large.filter((el) => el.naturalWidth > 0 && !/\.svg([?#]|$)|^data:image\/svg/i.test(el.currentSrc || el.src));
    const grounds = all("div,section,a,header,figure,li,span,article").filter((el) => {
      if (!/url\(["']?(?!data:)/.test(style(el).backgroundImage) || !shown(el)) return false;
      const r = rectOf(el);
      return r.width >= 150 && r.height >= 100;
    });
    const upscaled = photos.filter((el) => el.naturalWidth < 0.75 * rectOf(el).width && style(el).objectFit !== "none");
    const distorted = photos.filter((el) => {
      if (style(el).objectFit !== "fill") return false;
      const r = rectOf(el), s = style(el);
      const width = r.width - parseFloat(s.paddingLeft) - parseFloat(s.paddingRight) - parseFloat(s.borderLeftWidth) - parseFloat(s.borderRightWidth);
      const height = r.height - parseFloat(s.paddingTop) - parseFloat(s.paddingBottom) - parseFloat(s.borderTopWidth) - parseFloat(s.borderBottomWidth);
      return height > 0 && Math.abs((width / height) / (el.naturalWidth / el.naturalHeight) - 1) > 0.05;
    });
    const told = seen.filter((el) => { const r = rectOf(el); return r.width >= 24 && r.height >= 24 && !el.closest("[aria-hidden=true],[role=presentation]"); });
    const mute = told.filter((el) => !el.hasAttribute("alt") && !el.getAttribute("aria-label") && !el.getAttribute("aria-labelledby") && !el.title);
    const file = (el) => (el.currentSrc || el.src || "").slice(0, 200);
    return [
      measure("pictures", large.length + grounds.length, null, [...large, ...grounds], (el) => spot(el, null, el.alt || "")),
      measure("broken_pictures", broken.length, asked.length, broken, (el) => spot(el, null, file(el))),
      measure("upscaled", upscaled.length, photos.length, upscaled, (el) => spot(el, Math.round(100 * rectOf(el).width / el.naturalWidth), file(el))),
      measure("distorted", distorted.length, photos.length, distorted, (el) => spot(el, null, file(el))),
      measure("no_alt", mute.length, told.length, mute, (el) => spot(el, null, file(el))),
    ];
  };

  // ---------------------------------------------------------------- the phone
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

  // ---------------------------------------------------------------- making ready
  // What moves is at its end; a sheet against all motion would have every style made anew. What ends in an
  // element may begin in its children: a size that they inherit, and change in their own time.
  const MOST_ENDINGS = 12;
  const moving = () => document.getAnimations().filter((one) => one.timeline === document.timeline && one.playState !== "finished");  // others are led by scrolling
  const still = () => {
    for (let endings = 0, list = moving(); list.length && endings < MOST_ENDINGS; endings++, list = moving())
      for (const one of list) try {
        if (one.effect.getComputedTiming().endTime === Infinity) one.effect.updateTiming({iterations: 1});
        one.finish();
      } catch { one.cancel(); }
  };
  const steady = () => {  // what waits to be seen is called
    for (const el of all("img[loading=lazy],iframe[loading=lazy]")) el.loading = "eager";
    for (const el of all("video,audio")) try { el.pause(); } catch {}
    return Boolean(document.querySelector("[data-src],[data-lazy],[data-lazy-src],[data-bg],.lazy,.lazyload,.wow,[data-aos],[class*=lazy i]"));
  };
  const hideBanners = () => {  // for the measures only, and nothing is agreed to
    for (const el of all("div,section,aside,dialog,form")) {
      const s = getComputedStyle(el);
      if ((s.position === "fixed" || s.position === "sticky") && /cookie|куки|персональных данных/i.test(el.textContent.slice(0, 1500)) && rectOf(el).height < 600 && !el.querySelector("nav,header")) el.style.setProperty("display", "none", "important");
    }
  };
  const settled = async (quiet, most) => {  // fonts are there, pictures have come, nothing changes
    let last = performance.now();
    const begun = last, watcher = new MutationObserver(() => { last = performance.now(); });
    watcher.observe(document, {subtree: true, childList: true, characterData: true});
    await Promise.race([document.fonts.ready, pause(most)]);
    const waits = () => [...document.images].some((one) => !one.complete) || performance.now() - last < quiet;
    while (waits() && performance.now() - begun < most) await pause(40);
    watcher.disconnect();
    still();
    return Math.round(performance.now() - begun);
  };
  const scrollThrough = async () => {
    const most = Math.min(root().scrollHeight, 12000);
    for (let y = innerHeight; y < most; y += innerHeight) { jump(y); await pause(30); }
    jump(0);
  };

  const ready = async (quiet, most) => {
    if (steady()) await scrollThrough();
    return settled(quiet, most);
  };
  const fresh = (width) => { screenWidth = width; still(); styles.clear(); frames.clear(); grounds.clear(); painters = null; };
  return {
    ready, confirm,
    doubts: () => doubted.size + mute.length,
    recount(vague, known) { return [...links(vague), ...contrast(texts(), known, "unsure")]; },
    desktop(vague, homes, width, known) {
      hideBanners();
      fresh(width);
      const found = findMenu(900) || findMenu(900, true);
      menuSize = found ? found.items.length : 3;
      const list = texts();
      return [
        measure("text", sum(list, (one) => one.chars), list.length),
        landmarks(found), ...headings(), crumbs(), sitemap(), ...named(), ...oldMarkup(), families(list),
        overlaps(list), cuts(list), overflow("overflow", list, width),
        ...menu(found), search(), logo(homes), ...links(vague),
        smallText(list), ...reading(list), ...contrast(list, known), ...pictures(), viewportMeta(),
      ];
    },
    async phone(width) {
      fresh(width);
      const list = texts();
      const found = [measure("text", sum(list, (one) => one.chars), list.length), overflow("overflow", list, width), smallText(list), overlaps(list), targets()];
      return [...found, ...(await phoneMenu(width))];
    },
    sideways(width) {
      fresh(width);
      const hides = [document.documentElement, document.body].some((el) => /hidden|clip/.test(getComputedStyle(el).overflowX));
      return [overflow("overflow", hides ? texts() : [], width)];
    },
    outline(query) {  // for a picture of the place, which comes to the middle of the screen if it can; ``plain`` undoes it
      const el = document.querySelector(query);
      if (!el) return null;
      el.style.setProperty("outline", "3px solid #d6006e", "important");
      el.style.setProperty("outline-offset", "2px", "important");
      const r = rectOf(el), fits = scaleOfPage() === 1 && r.right <= innerWidth;
      if (fits) jump((r.top + r.bottom - innerHeight) / 2);
      still();
      return {box: box(rectOf(el)), top: fits ? Math.round(scrollY) : null};
    },
    plain(query) {
      const el = document.querySelector(query);
      if (el) { el.style.removeProperty("outline"); el.style.removeProperty("outline-offset"); }
      jump(0);
      still();
    },
  };
})();
