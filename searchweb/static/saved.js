// Saved searches: kept by the reader's own browser and never sent anywhere. Without this script nothing is missing
// but the button; a saved search is only its address.
"use strict";
(() => {
  const KEY = "tracuu.saved", MOST = 100;

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(found) ? found.filter(one => typeof one?.label === "string" && /^\/(en\/)?\?/.test(one.address)) : [];
    } catch { return []; }
  }

  function write(saved) {
    try { localStorage.setItem(KEY, JSON.stringify(saved.slice(0, MOST))); return true; } catch { return false; }
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "save";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  const place = document.querySelector("[data-save]");
  if (place) {
    const address = place.dataset.save;
    const label = () => read().some(one => one.address === address) ? place.dataset.forget : place.dataset.keep;
    const made = button(label(), () => {
      const others = read().filter(one => one.address !== address);
      const had = others.length < read().length;
      write(had ? others : [{ address, label: place.dataset.label }, ...others]);
      made.textContent = label();
    });
    place.append(made);
  }

  const shelf = document.querySelector("[data-saved]");
  if (shelf) show();

  function show() {
    const saved = read();
    shelf.hidden = !saved.length;
    shelf.querySelector("ul").replaceChildren(...saved.map(one => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = one.address;
      link.textContent = one.label;
      const away = button(shelf.dataset.forget, () => { write(read().filter(other => other.address !== one.address)); show(); });
      away.setAttribute("aria-label", shelf.dataset.forget + ": " + one.label);
      item.append(link, away);
      return item;
    }));
  }
})();
