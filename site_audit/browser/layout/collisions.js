// Text that other text overlaps or that is cut off.

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
