document.querySelectorAll('.cookie__btn').forEach(b=>b.onclick=()=>b.parentNode.remove())
