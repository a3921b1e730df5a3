// A filter, an order or a page of results is a link: the page is loaded anew. Here the keyboard's place is kept across
// that, and the new count is read out by screen readers, which say nothing of a count that was there from the start.
// Without this script the pages work the same.
"use strict";
(() => {
  const KEY = "tracuu.stay";
  const AREAS = ".filters, .chips, .sorts, .pages, .listed";
  const store = (() => { try { return sessionStorage; } catch { return null; } })();

  const place = link => link.closest("section")?.getAttribute("aria-labelledby") ?? link.closest(AREAS).classList[0];
  const words = link => (link.querySelector(".choice-label") ?? link).textContent.trim();

  document.addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    if (!store || !link || !link.closest(AREAS) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Only a click by keyboard has no place on the screen; a mouse needs no ring.
    store.setItem(KEY, JSON.stringify({ keyboard: event.detail === 0, place: place(link), words: words(link) }));
  });

  const kept = store?.getItem(KEY);
  if (!kept) return;
  store.removeItem(KEY);
  const count = document.querySelector("[role=status]");
  if (count) {
    const said = [...count.childNodes];
    count.replaceChildren();
    requestAnimationFrame(() => count.replaceChildren(...said));
  }
  const used = JSON.parse(kept);
  if (!used.keyboard) return;
  const same = [...document.querySelectorAll("a[href]")].find(
    link => link.closest(AREAS) && place(link) === used.place && words(link) === used.words && link.checkVisibility());
  const folded = same?.closest("details:not([open])");
  if (folded) folded.open = true;
  (same ?? document.getElementById("answer"))?.focus();
})();
