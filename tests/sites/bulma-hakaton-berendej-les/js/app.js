document.querySelectorAll('.js-modal-trigger').forEach(function(b){b.addEventListener('click',function(e){e.preventDefault();document.getElementById(b.dataset.target).classList.add('is-active')})});
document.querySelectorAll('.modal .delete,.modal-background').forEach(function(b){b.addEventListener('click',function(){b.closest('.modal').classList.remove('is-active')})});
document.querySelector('.navbar-burger').addEventListener('click',function(){document.getElementById('menu').classList.toggle('is-active')});
