function put(html) { document.getElementById('content').innerHTML = html; }
function load(query) {
  fetch('/api/page?' + query).then(function (answer) {
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  }).then(put).catch(function () { put('<p>Сервис временно недоступен.</p>'); });
}
function go(id) { load('id=' + id); }
function showPage(name) { load('name=' + name); }
