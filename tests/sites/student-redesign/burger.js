document.querySelector('.burger').onclick = () => document.querySelector('.nav').classList.toggle('open');
