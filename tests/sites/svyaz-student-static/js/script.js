let slides=document.getElementsByClassName("slide");
let i=0;
function next(){ if(slides.length==0) return; slides[i].style.opacity=1; i=(i+1)%slides.length }
setInterval(next,3000)
