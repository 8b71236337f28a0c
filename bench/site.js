(function () {
  var all = function (query) { return [].slice.call(document.querySelectorAll(query)); };
  var header = document.querySelector(".site-header .wrap"), button = document.createElement("button");
  button.className = "burger"; button.type = "button"; button.textContent = "Меню";
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", function () {
    var open = document.body.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
  });
  if (header) header.appendChild(button);
  var slides = all(".slide"), shown = 0;
  if (slides.length) {
    slides[0].classList.add("on");
    setInterval(function () {
      slides[shown].classList.remove("on");
      shown = (shown + 1) % slides.length;
      slides[shown].classList.add("on");
    }, 5000);
  }
  var level = function () {  // cards of one height, as such scripts do it: a layout for each row
    all(".cards").forEach(function (row) {
      var cards = [].slice.call(row.children), highest = 0;
      cards.forEach(function (card) { card.style.minHeight = ""; });
      cards.forEach(function (card) { highest = Math.max(highest, card.offsetHeight); });
      cards.forEach(function (card) { card.style.minHeight = highest + "px"; });
    });
  };
  level();
  window.addEventListener("load", level);
  window.addEventListener("scroll", function () {
    document.body.classList.toggle("scrolled", window.scrollY > 300);
  }, {passive: true});
  var ready = 0;
  for (var name in library) ready += library[name](ready % 7, name.length);
  document.documentElement.setAttribute("data-ready", String(ready % 1000));
})();
