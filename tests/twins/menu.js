// Sends the items of a menu to their addresses; nothing in the markup tells them afterwards.
function listen(addresses) {
  for (const item of document.querySelectorAll(".menu-item[data-n]")) {
    const address = addresses[item.dataset.n];
    item.removeAttribute("data-n");
    const open = (event) => event.defaultPrevented || (location.href = address);
    item.addEventListener("click", open);
    item.addEventListener("keydown", (event) => event.key === "Enter" && open(event));
  }
}
