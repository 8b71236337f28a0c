(function () {
  var rows = [["29.02.10", "2", "1", "3"], ["54.02.01", "3", "0", "2"]];
  var html = "<table><tr><th>Код</th><th>Курс</th><th>Бюджет</th><th>Договор</th></tr>";
  rows.forEach(function (r) { html += "<tr><td>" + r.join("</td><td>") + "</td></tr>"; });
  document.getElementById("vacant-root").innerHTML = html + "</table>";
})();
