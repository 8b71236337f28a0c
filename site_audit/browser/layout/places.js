// Elements and where they are.

const MOST_SPOTS = 5, MOST_TEXTS = 4000, MOST_LINES = 60;
const root = () => document.scrollingElement || document.documentElement;
const squeeze = (text) => (text || "").replace(/\s+/g, " ").trim();
const measure = (name, value, of = null, places = [], told = (one) => one) => ({name, value, of, spots: places.slice(0, MOST_SPOTS).map((one) => told(one))});

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
