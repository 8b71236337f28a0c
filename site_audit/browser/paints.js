// What the page's own timeline tells: first and largest contentful paint (ms), and the largest window
// of layout shifts (a window ends after a second without one, or after five).
new Promise((done) => {
  const seen = {fcp: null, lcp: null, cls: 0};
  let sum = 0, first = 0, last = 0;
  const kinds = {
    paint: (one) => { if (one.name === "first-contentful-paint") seen.fcp = one.startTime; },
    "largest-contentful-paint": (one) => { seen.lcp = one.startTime; },
    "layout-shift": (one) => {
      if (one.hadRecentInput) return;
      if (one.startTime - last > 1000 || one.startTime - first > 5000) { sum = 0; first = one.startTime; }
      last = one.startTime; sum += one.value; seen.cls = Math.max(seen.cls, sum);
    },
  };
  for (const type of Object.keys(kinds))
    new PerformanceObserver((list) => list.getEntries().forEach(kinds[type])).observe({type, buffered: true});
  setTimeout(() => done(seen), 50);
})
