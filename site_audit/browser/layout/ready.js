// A page is made ready: it has come whole, nothing moves, nothing covers it.

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
