// A page as a person gets it: drawn, with all that scrolling calls, and with addresses for what
// only a click opens. Runs beside layout.js in our own world.
globalThis.siteDrawing = (() => {
  const squeeze = (text) => (text || "").replace(/\s+/g, " ").trim();
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const WAITS = /^(загрузка|идёт загрузка|идет загрузка|загружаем|загружается|подождите|пожалуйста,? подождите|loading|please wait)[\s.…]*$/i;
  const HINTS = "[onclick],[role=link],[role=menuitem],[role=button],[role=tab],[role=treeitem],button,[data-href],[data-url],[data-link],[data-to],[tabindex],a:not([href])";
  const FRAME = "nav,header,footer,aside,menu,[role=navigation],[class*=menu i],[class*=nav i],[id*=menu i],[id*=nav i]";
  const MOST = 400;
  let pressed = [];

  const waits = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = squeeze(node.data);
      if (text && text.length < 60 && WAITS.test(text) && node.parentElement.checkVisibility({opacityProperty: true, visibilityProperty: true})) return true;
    }
    return false;
  };
  // Nothing changes any more, and nothing says that it is being loaded.
  const still = async (quiet, most) => {
    const begun = performance.now();
    let last = begun;
    const watcher = new MutationObserver(() => { last = performance.now(); });
    watcher.observe(document, {subtree: true, childList: true, characterData: true});
    while (performance.now() - begun < most && (performance.now() - last < quiet || waits())) await pause(40);
    watcher.disconnect();
  };
  const unroll = async () => {
    let height = 0;
    for (let round = 0; round < 4 && document.documentElement.scrollHeight > height; round++) {
      height = document.documentElement.scrollHeight;
      for (let y = 0; y < Math.min(height, 30000); y += innerHeight) { scrollTo(0, y); await pause(40); }
      await still(150, 3000);
    }
    scrollTo(0, 0);
  };

  // What it says; the same words lead to the same place, with quotes, arrows and dots or without.
  const AROUND = /^[\s«»"„“”'•·→›>]+|[\s«»"„“”'•·→›>.…]+$/gu;
  const textOf = (el) => (squeeze(el.textContent) || squeeze(el.getAttribute("aria-label") || el.title)).replace(AROUND, "");
  // Elements that a click may open something by, and no link: the innermost with words.
  const clickables = () => {
    const found = [];
    for (const el of document.querySelectorAll(HINTS + ",li,span,div,p,td")) {
      const text = textOf(el);
      if (text.length < 3 || text.length > 250 || found.length >= MOST) continue;
      if (el.closest("a[href],form,label,select,option") || el.querySelector("a[href],input,select,textarea")) continue;
      const hinted = el.matches(HINTS);
      if (!hinted && (el.querySelector(HINTS + ",li,div,p") || !(el.closest(FRAME) || getComputedStyle(el).cursor === "pointer"))) continue;
      const above = found.find((one) => one.el.contains(el));
      if (above && above.text === text) { if (above.hinted) continue; found.splice(found.indexOf(above), 1); }
      found.push({el, text, hinted});
    }
    return found;
  };
  const named = (el) => {
    const said = el.dataset.href || el.dataset.url || el.dataset.link || el.dataset.to ||
      (/(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"]+)['"]/.exec(el.getAttribute("onclick") || "") || [])[1];
    if (!said) return null;
    try { return new URL(said, document.baseURI).href; } catch { return null; }
  };
  // All texts of the document: what a toggle shows was there before, what a router brings was not.
  const lines = () => {
    const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) { const text = squeeze(node.data); if (text.length > 2) found.add(text); }
    return found;
  };

  // Marks the elements behind which a style puts a picture of some size; returns them.
  const GROUND = "data-site-audit-ground", MOST_GROUNDS = 60, MOST_STYLED = 4000;
  const behind = () => {
    const found = [];
    for (const el of [...document.body.querySelectorAll("*")].slice(0, MOST_STYLED)) {
      if (found.length >= MOST_GROUNDS || /url\(/.test(el.getAttribute("style") || "")) continue;
      const shown = [null, "::before", "::after"].map((part) => { const style = getComputedStyle(el, part); return `${style.backgroundImage} ${part ? style.content : ""}`; });
      const url = shown.join(" ").match(/url\("(https?:[^"]+)"\)/);
      const box = url && el.getBoundingClientRect();
      if (box && box.width >= 60 && box.height >= 20) { el.setAttribute(GROUND, url[1]); found.push(el); }
    }
    return found;
  };

  return {
    still, unroll,
    links() { return [...document.links].filter((one) => /^https?:/.test(one.protocol) && one.getAttribute("href") && !/^#(?![!/])/.test(one.getAttribute("href"))).length; },
    // What may be clicked: [{text, url, framed}], url where the element says itself what it opens.
    ways() {
      const seen = new Map();
      for (const {el, text} of clickables()) if (!seen.has(text)) seen.set(text, {text, url: named(el), framed: Boolean(el.closest(FRAME))});
      return [...seen.values()];
    },
    // Clicks on the element with these words; what came of it: address, or «changed» text, or nothing.
    async press(text, most) {
      const target = clickables().find((one) => one.text === text);
      if (!target) return {found: false};
      const here = location.href, title = document.title, before = lines();
      let el = target.el;
      while (el.children.length === 1 && textOf(el.firstElementChild) === text) el = el.firstElementChild;
      for (const kind of ["pointerdown", "mousedown", "pointerup", "mouseup"]) el.dispatchEvent(new (kind.startsWith("pointer") ? PointerEvent : MouseEvent)(kind, {bubbles: true, cancelable: true, composed: true}));
      el.click ? el.click() : el.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
      const begun = performance.now();
      while (performance.now() - begun < most && location.href === here) await pause(30);
      if (location.href !== here) return {found: true, url: location.href};
      const fresh = [...lines()].filter((line) => !before.has(line)).join("").length;
      return {found: true, changed: fresh > 40 || document.title !== title};
    },
    // The document as it stands, scripts left out, each known click as a link.
    html(known) {
      const marked = [], grounds = behind();
      for (const {el, text} of clickables()) if (known[text]) { el.setAttribute("data-site-audit", known[text]); marked.push(el); }
      const flat = (node) => {
        const copy = node.cloneNode(false);
        for (const child of node.childNodes) copy.append(flat(child));
        if (node.shadowRoot) for (const child of node.shadowRoot.childNodes) copy.append(flat(child));
        return copy;
      };
      const copy = document.querySelector("*").shadowRoot || [...document.querySelectorAll("*")].some((el) => el.shadowRoot) ? flat(document.documentElement) : document.documentElement.cloneNode(true);
      for (const el of marked) el.removeAttribute("data-site-audit");
      for (const el of grounds) el.removeAttribute(GROUND);
      for (const el of copy.querySelectorAll("script,noscript")) el.remove();
      for (const el of copy.querySelectorAll(`[${GROUND}]`)) { el.setAttribute("data-background-image", el.getAttribute(GROUND)); el.removeAttribute(GROUND); }
      for (const el of copy.querySelectorAll("[data-site-audit]")) {
        const link = document.createElement("a");
        link.setAttribute("href", el.getAttribute("data-site-audit"));
        el.removeAttribute("data-site-audit"); el.removeAttribute("onclick");
        if (el.localName === "button") { link.append(...el.childNodes); el.replaceWith(link); }
        else { link.append(...el.childNodes); el.append(link); }
      }
      return "<!doctype html>" + copy.outerHTML;
    },
  };
})();
0;
