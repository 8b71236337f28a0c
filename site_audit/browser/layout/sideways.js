// What sticks out sideways.

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
