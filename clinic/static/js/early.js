// Runs before the page is painted, so that hidden names never flash up.
if (sessionStorage.getItem("hush")) document.documentElement.classList.add("hush");
