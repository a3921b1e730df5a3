// Saved searches and the last ones: kept by the reader's own browser and never sent anywhere. Without this script
// nothing is missing but a button and two lists; a search is only its address.
"use strict";
(() => {
  const SAVED = { key: "tracuu.saved", most: 100 }, PAST = { key: "tracuu.past", most: 20 };

  function read(list) {
    try {
      const found = JSON.parse(localStorage.getItem(list.key) ?? "[]");
      return Array.isArray(found) ? found.filter(one => typeof one?.label === "string" && /^\/(en\/)?\?/.test(one.address)) : [];
    } catch { return []; }
  }

  function write(list, searches) {
    try {
      if (searches.length) localStorage.setItem(list.key, JSON.stringify(searches.slice(0, list.most)));
      else localStorage.removeItem(list.key);
    } catch { /* a browser that keeps nothing */ }
  }

  const without = (list, address) => read(list).filter(one => one.address !== address);

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
    const address = place.dataset.save, here = { address, label: place.dataset.label };
    const label = () => read(SAVED).some(one => one.address === address) ? place.dataset.forget : place.dataset.keep;
    const made = button(label(), () => {
      const others = without(SAVED, address);
      write(SAVED, others.length < read(SAVED).length ? others : [here, ...others]);
      made.textContent = label();
    });
    place.append(made);
    write(PAST, [here, ...without(PAST, address)]);
  }

  for (const [list, shelf] of [[SAVED, document.querySelector("[data-saved]")], [PAST, document.querySelector("[data-past]")]]) {
    if (!shelf) continue;
    shelf.querySelector("[data-whole]")?.append(button(shelf.dataset.forgetAll, () => { write(list, []); show(list, shelf); }));
    show(list, shelf);
  }

  function show(list, shelf) {
    const kept = read(list);
    shelf.hidden = !kept.length;
    shelf.querySelector("ul").replaceChildren(...kept.map(one => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = one.address;
      link.textContent = one.label;
      const away = button(shelf.dataset.forget, () => { write(list, without(list, one.address)); show(list, shelf); });
      away.setAttribute("aria-label", shelf.dataset.forget + ": " + one.label);
      item.append(link, away);
      return item;
    }));
  }
})();
