document.getElementById("large").addEventListener("click", () => document.body.classList.toggle("large"));
