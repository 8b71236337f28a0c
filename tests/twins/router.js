// A small application: draws the page of the address (or of its own state) into its root.
// TWIN, written before this: mode (path | hash | hashbang | state), root (id), loading (markup
// shown meanwhile), and where pages are: pages + routes | whole | each | keys + routes.
(() => {
  const SIGNS = { hash: "#/", hashbang: "#!/" };
  const DOCUMENT = /\.(?!html?$|php$|shtml$|aspx?$)[a-z0-9]{2,5}$/i;
  const ready = []; // what the page's own scripts want to do when the page is there
  let whole = TWIN.pages && TWIN;
  let drawn = null; // address that is shown, without its fragment
  let state = "/";
  let left = new AbortController(); // takes away the listeners of the page before
  let turn = 0;

  const root = () => document.getElementById(TWIN.root);
  const bare = (address) => address.split("#")[0];
  const listen = { window: window.addEventListener, document: document.addEventListener };

  function plain(address) {
    try {
      return decodeURIComponent(address);
    } catch {
      return address;
    }
  }

  function wanted() {
    if (TWIN.mode === "state") return state;
    if (TWIN.mode === "path") return location.pathname + location.search + location.hash;
    const sign = SIGNS[TWIN.mode];
    if (location.hash.startsWith(sign)) return location.hash.slice(sign.length - 1);
    return (location.hash && drawn) || "/"; // other fragments are places in the page
  }

  async function json(address) {
    try {
      const answer = await fetch(address);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // a fallback answers HTML
    }
  }

  async function page(address) {
    const key = plain(bare(address));
    for (const name of new Set([key, key.split("?")[0], "*"])) {
      if (TWIN.each) {
        const found = await json(TWIN.each + encodeURIComponent(name));
        if (found) return found;
        continue;
      }
      if (!TWIN.routes) whole ??= await json(TWIN.whole);
      const id = (TWIN.routes ?? whole?.routes ?? {})[name];
      if (id !== undefined) return whole ? whole.pages[id] : json(TWIN.keys + id + ".json");
    }
    return null;
  }

  function go(address, instead) {
    const foreign = !address.startsWith("/") || DOCUMENT.test(bare(address).split("?")[0]);
    if (foreign) return instead ? location.replace(address) : location.assign(address);
    if (TWIN.mode === "state") return draw((state = address));
    if (SIGNS[TWIN.mode]) {
      const hash = SIGNS[TWIN.mode].slice(0, -1) + address;
      return instead ? location.replace(hash) : location.assign(hash);
    }
    history[instead ? "replaceState" : "pushState"]({}, "", address);
    return draw(address);
  }

  function dress(element, attributes) {
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }

  async function draw(address) {
    const mine = ++turn;
    drawn = bare(address);
    if (TWIN.loading) root().innerHTML = TWIN.loading;
    const found = await page(address);
    if (mine !== turn || !found) return; // overtaken, or the data did not come
    if (found.to) return go(found.to, true);
    left.abort();
    left = new AbortController();
    document.title = found.title;
    dress(document.documentElement, found.html);
    dress(document.body, found.body);
    root().innerHTML = found.content;
    bind();
    const place = plain(address.split("#")[1] ?? "");
    place ? document.getElementById(place)?.scrollIntoView() : window.scrollTo(0, 0);
    await play();
  }

  function bind() {
    for (const item of root().querySelectorAll("[data-go]")) {
      const address = item.dataset.go;
      item.removeAttribute("data-go");
      const open = (event) => event.defaultPrevented || go(address);
      item.addEventListener("click", open);
      if (item.tabIndex >= 0 && item.tagName !== "BUTTON")
        item.addEventListener("keydown", (event) => event.key === "Enter" && open(event));
    }
  }

  // Scripts that come by innerHTML do not run: each is put in again, in a block of its own.
  async function play() {
    for (const old of root().querySelectorAll("script")) {
      if (old.type && !/javascript|module/.test(old.type)) continue;
      const fresh = document.createElement("script");
      fresh.type = old.type;
      if (old.src && new URL(old.src).origin !== location.origin) fresh.src = old.src;
      else {
        const answer = old.src ? await fetch(old.src) : null;
        const text = answer ? (answer.ok ? await answer.text() : "") : old.text;
        fresh.text = old.type === "module" ? text : `{\n${text}\n}`;
      }
      old.replaceWith(fresh);
    }
    settle();
  }

  function settle() {
    for (const run of ready.splice(0)) run.call(document, new Event("DOMContentLoaded"));
  }

  function follow(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || link.target === "_blank" || event.ctrlKey) return;
    if (link.origin !== location.origin || DOCUMENT.test(link.pathname)) return;
    const address = link.pathname + link.search + link.hash;
    if (link.hash && bare(address) === bare(wanted())) return;
    event.preventDefault();
    go(address);
  }

  function moved() {
    if (bare(wanted()) !== drawn) draw(wanted());
  }

  function start() {
    if (!TWIN.served || !root().childElementCount) return draw(wanted());
    drawn = bare(wanted());
    return settle();
  }

  if (TWIN.mode === "path") listen.document.call(document, "click", follow);
  listen.window.call(window, TWIN.mode === "path" ? "popstate" : "hashchange", moved);
  listen.document.call(document, "DOMContentLoaded", start);
  for (const [name, target] of [["window", window], ["document", document]])
    target.addEventListener = (type, run, options) => {
      if (type === "DOMContentLoaded" || type === "load") return ready.push(run);
      const chosen = typeof options === "object" ? options : { capture: !!options };
      return listen[name].call(target, type, run, { ...chosen, signal: left.signal });
    };
})();
