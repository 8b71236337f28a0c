document.querySelectorAll('[data-modal]').forEach(function (btn) {
  btn.addEventListener('click', function () {
    document.getElementById(btn.dataset.modal).classList.add('show');
  });
});
document.querySelectorAll('.modal').forEach(function (m) {
  m.addEventListener('click', function (e) {
    if (e.target === m || e.target.classList.contains('modal__close')) m.classList.remove('show');
  });
});
