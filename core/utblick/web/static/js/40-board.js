/* Boards: a drag and the select press the same button of the card; the answer's board takes the place of this one. */
function ready() {
  if (!window.Sortable) return;
  document.querySelectorAll(".cards.movable:not([data-ready])").forEach((cards) => {
    cards.dataset.ready = "yes";
    window.Sortable.create(cards, {
      group: "board",
      draggable: ".tile",
      filter: "a, select, button, input",
      preventOnFilter: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
      delayOnTouchOnly: true,
      delay: 150,
      onEnd: ({ item, to, from }) => to !== from && (pressed(item, to.dataset.state) || from.append(item)),
    });
  });
}

function pressed(tile, state) {
  const button = tile.querySelector(`[data-move] button[data-state="${CSS.escape(state)}"]`);
  button?.form.requestSubmit(button);
  return Boolean(button);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-move]");
  if (form && event.target.value) pressed(form.closest(".tile"), event.target.value);
});

/* In a closed list an arrow key would choose, and move the card, at once: it opens the list instead. */
document.addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-move] select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!/^(Arrow.*|[^ ])$/.test(event.key)) return;
  event.preventDefault();
  event.target.showPicker?.();
});

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-move]") || event.defaultPrevented) return;
  event.preventDefault();
  const id = event.target.closest(".tile").id;
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  const answer = await fetch(event.submitter.formAction, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const board = page.querySelector("[data-board]");
  if (!board) return void (location.href = answer.url);
  const left = document.querySelector("[data-board]").scrollLeft;
  document.querySelector("[data-board]").replaceWith(board);
  board.scrollLeft = left;
  const said = page.getElementById("flashes");
  if (said) document.getElementById("flashes")?.replaceWith(said);
  window.htmx?.process(board);
  ready();
  const moved = document.getElementById(id);
  (moved?.querySelector("select") ?? moved?.querySelector("a"))?.focus();
});

document.addEventListener("htmx:after:swap", ready);
ready();
