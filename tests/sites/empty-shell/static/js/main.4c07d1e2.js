(function () {
  "use strict";
  var root = document.getElementById("root");
  var box = document.createElement("div");
  box.className = "spinner";
  box.textContent = "Загрузка…";
  root.appendChild(box);
  fetch("/api/v1/site").then(function (answer) {
    if (!answer.ok) return null;
    return answer.json();
  }).then(function (site) {
    if (!site) return;
    root.replaceChildren();
    site.menu.forEach(function (entry) {
      var item = document.createElement("div");
      item.textContent = entry.title;
      item.onclick = function () { history.pushState({}, "", entry.path); };
      root.appendChild(item);
    });
  });
})();
