// Suggestions below the search box while a reader types. Without this script the box works as it is.
"use strict";
(() => {
  const PAUSE = 120;
  for (const form of document.querySelectorAll("form.search[data-suggest]")) offer(form, form.querySelector("input[type=search]"));

  function offer(form, box) {
    const list = document.createElement("ul");
    list.id = box.id + "-offers";
    list.className = "offers";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.label);
    const told = document.createElement("span");
    told.className = "hidden";
    told.setAttribute("aria-live", "polite");
    form.append(list, told);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", list.id]])
      box.setAttribute(name, value);
    let timer = 0, asked = "", at = -1;

    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    box.addEventListener("keydown", move);
    box.addEventListener("blur", () => setTimeout(close, 150));

    async function ask() {
      asked = box.value.trim();
      if (asked.length < 2) return close();
      const mine = asked;
      try {
        const answer = await fetch(form.dataset.suggest + "?q=" + encodeURIComponent(mine));
        if (answer.ok && mine === asked) show((await answer.json()).suggestions);
      } catch { close(); }
    }

    function show(found) {
      list.replaceChildren(...found.map((one, number) => {
        const item = document.createElement("li");
        item.id = list.id + "-" + number;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.value = one.kind === "title" ? one.text : one.query || one.text;
        const name = document.createElement("span");
        name.textContent = one.text;
        name.lang = "vi";
        const beside = document.createElement("span");
        beside.className = "offer-detail";
        beside.textContent = one.detail || form.dataset[one.kind] || "";
        if (one.detail) beside.lang = "vi";
        item.append(name, beside);
        item.addEventListener("mousedown", event => { event.preventDefault(); take(item); });
        return item;
      }));
      at = -1;
      list.hidden = !found.length;
      told.textContent = found.length ? form.dataset.label + ": " + found.length : "";
      box.setAttribute("aria-expanded", String(!list.hidden));
      box.removeAttribute("aria-activedescendant");
    }

    function move(event) {
      if (event.key === "Escape" && !list.hidden) event.preventDefault();
      if (event.key === "Escape") close();
      if (list.hidden) return;
      const items = list.children;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (at >= 0) items[at].setAttribute("aria-selected", "false");
        at = (at + (event.key === "ArrowDown" ? 1 : items.length + (at < 0 ? 0 : -1))) % items.length;
        items[at].setAttribute("aria-selected", "true");
        box.setAttribute("aria-activedescendant", items[at].id);
        event.preventDefault();
      } else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(items[at]); }
    }

    function take(item) { box.value = item.dataset.value; close(); form.requestSubmit(); }
    // An answer still under way must not open the list again.
    function close() { clearTimeout(timer); asked = ""; list.hidden = true; told.textContent = ""; at = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); }
  }
})();
