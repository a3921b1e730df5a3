// Drawing over the bars of a picture of time chooses the stretch: it fills in the two dates below and asks.
// Without this script, and from the keyboard, the dates are typed there.
"use strict";
(() => {
  const form = document.querySelector(".facet-dates form");
  const last = value => value.length === 4 ? `${value}-12-31`
    : `${value}-${new Date(value.slice(0, 4), value.slice(5), 0).getDate()}`;

  for (const picture of form ? document.querySelectorAll(".histogram svg") : []) {
    const bars = [...picture.querySelectorAll("a[data-value]")];
    let begun = -1, reached = -1;

    const nearest = x => {
      const away = bars.map(bar => {
        const { left, right } = bar.getBoundingClientRect();
        return Math.max(left - x, x - right, 0);
      });
      return away.indexOf(Math.min(...away));
    };
    const drawn = (_, number) => begun >= 0 && begun !== reached
      && number >= Math.min(begun, reached) && number <= Math.max(begun, reached);
    const show = () => bars.forEach((bar, number) => bar.classList.toggle("drawn", drawn(bar, number)));

    picture.addEventListener("dragstart", event => event.preventDefault());
    picture.addEventListener("pointerdown", event => {
      if (event.button || event.pointerType === "touch") return;  // a finger scrolls
      begun = reached = nearest(event.clientX);
    });
    addEventListener("pointermove", event => {
      if (begun < 0) return;
      reached = nearest(event.clientX);
      show();
    });
    addEventListener("pointerup", () => {
      const chosen = bars.filter(drawn).map(bar => bar.dataset.value);
      begun = reached = -1;
      if (!chosen.length) return;
      picture.addEventListener("click", event => event.preventDefault(), { capture: true, once: true });
      form.querySelectorAll("[name=year], [name=month]").forEach(input => input.remove());
      form.elements.from.value = chosen[0].length === 4 ? `${chosen[0]}-01-01` : `${chosen[0]}-01`;
      form.elements.to.value = last(chosen.at(-1));
      form.requestSubmit();
    });
  }
})();
