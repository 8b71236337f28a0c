// What may be asked of a page. Each answer is a list of measures
// {name, value, of, spots: [{selector, text, box, value}]}: facts; what is good or bad is judged later.

const fresh = (width) => { screenWidth = width; still(); styles.clear(); frames.clear(); grounds.clear(); painters = null; };
globalThis.siteAudit = {
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
