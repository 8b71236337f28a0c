// Pictures: broken, blown up, distorted, mute.

const pictures = () => {
  const list = all("img,input[type=image]");
  const seen = list.filter((el) => visible(el) && rectOf(el).width >= 1);
  const asked = list.filter((el) => (el.currentSrc || el.getAttribute("src")) && el.checkVisibility({visibilityProperty: true}));
  const broken = asked.filter((el) => el.complete && el.naturalWidth === 0 && !/^data:|\.svg([?#]|$)/i.test(el.currentSrc || el.src));
  const large = seen.filter((el) => { const r = rectOf(el); return r.width >= 100 && r.height >= 80; });
  const photos = large.filter((el) => el.naturalWidth > 0 && !/\.svg([?#]|$)|^data:image\/svg/i.test(el.currentSrc || el.src));
  const grounds = all("div,section,a,header,figure,li,span,article").filter((el) => {
    if (!/url\(["']?(?!data:)/.test(style(el).backgroundImage) || !shown(el)) return false;
    const r = rectOf(el);
    return r.width >= 150 && r.height >= 100;
  });
  const upscaled = photos.filter((el) => el.naturalWidth < 0.75 * rectOf(el).width && style(el).objectFit !== "none");
  const distorted = photos.filter((el) => {
    if (style(el).objectFit !== "fill") return false;
    const r = rectOf(el), s = style(el);
    const width = r.width - parseFloat(s.paddingLeft) - parseFloat(s.paddingRight) - parseFloat(s.borderLeftWidth) - parseFloat(s.borderRightWidth);
    const height = r.height - parseFloat(s.paddingTop) - parseFloat(s.paddingBottom) - parseFloat(s.borderTopWidth) - parseFloat(s.borderBottomWidth);
    return height > 0 && Math.abs((width / height) / (el.naturalWidth / el.naturalHeight) - 1) > 0.05;
  });
  const told = seen.filter((el) => { const r = rectOf(el); return r.width >= 24 && r.height >= 24 && !el.closest("[aria-hidden=true],[role=presentation]"); });
  const mute = told.filter((el) => !el.hasAttribute("alt") && !el.getAttribute("aria-label") && !el.getAttribute("aria-labelledby") && !el.title);
  const file = (el) => (el.currentSrc || el.src || "").slice(0, 200);
  return [
    measure("pictures", large.length + grounds.length, null, [...large, ...grounds], (el) => spot(el, null, el.alt || "")),
    measure("broken_pictures", broken.length, asked.length, broken, (el) => spot(el, null, file(el))),
    measure("upscaled", upscaled.length, photos.length, upscaled, (el) => spot(el, Math.round(100 * rectOf(el).width / el.naturalWidth), file(el))),
    measure("distorted", distorted.length, photos.length, distorted, (el) => spot(el, null, file(el))),
    measure("no_alt", mute.length, told.length, mute, (el) => spot(el, null, file(el))),
  ];
};
