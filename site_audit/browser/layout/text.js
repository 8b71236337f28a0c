// Runs of text as they are seen: their lines, sizes and boxes.

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
