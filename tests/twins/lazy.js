// Fetches parts of the content as they come into view; the page's own scripts run after the last.
(() => {
  async function later() {
    for (const old of document.querySelectorAll('script[type="text/later"]')) {
      const fresh = document.createElement("script");
      for (const { name, value } of old.attributes) fresh.setAttribute(name, value);
      fresh.type = old.dataset.type;
      fresh.text = old.text;
      const loaded = new Promise((done) => (fresh.onload = fresh.onerror = done));
      old.replaceWith(fresh);
      if (fresh.src) await loaded;
    }
    document.dispatchEvent(new Event("DOMContentLoaded"));
  }

  async function load(place) {
    const answer = await fetch(place.dataset.src);
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    place.replaceWith(part.content);
    if (!document.querySelector(".lazy[data-src]")) later();
  }

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      load(target);
    }
  });
  const places = document.querySelectorAll(".lazy[data-src]");
  places.forEach((place) => seen.observe(place));
  if (!places.length) later();
})();
