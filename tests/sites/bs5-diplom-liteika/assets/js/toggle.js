/* переключатели без jQuery, взято из методички */
document.addEventListener('click',function(e){
  var t=e.target.closest('[data-bs-toggle],[data-toggle],[data-bs-dismiss],[data-dismiss]');if(!t)return;
  var k=t.dataset.bsToggle||t.dataset.toggle;
  if(!k){var m=t.closest('.modal,.offcanvas');if(m){m.classList.remove('show');}return;}
  var s=t.dataset.bsTarget||t.dataset.target||t.getAttribute('href');
  if(k==='dropdown'){e.preventDefault();t.parentNode.querySelector('.dropdown-menu').classList.toggle('show');return;}
  var el=document.querySelector(s);if(!el)return;e.preventDefault();
  if(k==='pill'||k==='tab'){
    el.parentNode.querySelectorAll(':scope > .tab-pane').forEach(function(p){p.classList.remove('show','active');});
    t.closest('.nav').querySelectorAll('.nav-link').forEach(function(n){n.classList.remove('active');});
    t.classList.add('active');el.classList.add('show','active');
  } else {el.classList.toggle('show');}
});
