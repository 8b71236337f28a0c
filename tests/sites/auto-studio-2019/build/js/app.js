document.querySelectorAll('.js-accordion .accordion__head').forEach(function(b){b.addEventListener('click',function(){b.parentNode.classList.toggle('accordion__item--open')})});
