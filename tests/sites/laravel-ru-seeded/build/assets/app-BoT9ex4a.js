document.querySelectorAll(".menu__item--has-children").forEach(i=>i.addEventListener("focusin",()=>i.classList.add("is-open")));
