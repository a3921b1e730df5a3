// Keys for those who read much: "/" goes to the search box, n and p to the next and previous match of an article,
// j and k through the hits of a page. Nothing depends on them.
"use strict";
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary")) return;
  if (event.key === "/") {
    document.querySelector("form.search input[type=search]")?.select();
    event.preventDefault();
  } else if (event.key === "n" || event.key === "p") {
    const last = document.querySelectorAll(".step").length;
    const here = Number(/^#m(\d+)$/.exec(location.hash)?.[1] ?? 0);
    const there = here + (event.key === "n" ? 1 : -1);
    if (there >= 1 && there <= last) location.hash = "m" + there;
  } else if (event.key === "j" || event.key === "k") {
    const hits = [...document.querySelectorAll(".hit h2 a")];
    const there = hits.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
    hits[Math.max(0, Math.min(there, hits.length - 1))]?.focus();
  }
});
