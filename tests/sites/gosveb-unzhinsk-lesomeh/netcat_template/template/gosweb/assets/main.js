document.addEventListener("click",function(e){var b=e.target.closest(".gw-burger");if(b){document.querySelector(".main-menu").style.display="block"}});
