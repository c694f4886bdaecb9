/* Keys, dialogs, menus and messages: the small things that every page does. */
document.documentElement.classList.add("js");
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach(closed);
  const found = event.target.closest(".find");
  if (found && (event.key === "ArrowDown" || event.key === "ArrowUp")) step(found.querySelectorAll("input, .found a"), event);
  else if (typing(event.target) || document.querySelector("dialog[open]")) return;
  else if (event.key === "/") focused(document.getElementById("find"), event);
  else if (event.key === "j" || event.key === "k") step(document.querySelectorAll("main tbody th a, main .tile h3 a"), event);
});

function focused(element, event) {
  if (!element) return;
  event.preventDefault();
  element.focus();
  element.select?.();
}

function step(list, event) {
  const places = [...list];
  const forward = event.key === "j" || event.key === "ArrowDown";
  const here = places.indexOf(document.activeElement);
  focused(places[here < 0 ? (forward ? 0 : places.length - 1) : here + (forward ? 1 : -1)], event);
}

function closed(menu) {
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  menu.open = false;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("dialog")) document.querySelectorAll("details.menu[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open).showModal();
  if (event.target.closest("[data-close]") || event.target.matches("dialog[open]")) event.target.closest("dialog").close();
  if (event.target.closest("[data-print]")) window.print();
});

/* The areas of the menu stay folded as they were left, but for the one that the page belongs to. */
document.querySelectorAll("details[data-area]").forEach((area) => {
  const key = `area:${area.dataset.area}`;
  const kept = localStorage.getItem(key);
  if (kept && !area.querySelector("[aria-current]")) area.open = kept === "open";
  area.querySelector("summary").addEventListener("click", () => localStorage.setItem(key, area.open ? "folded" : "open"));
});
const menu = document.querySelector(".side > div");
const place = menu?.querySelector("[aria-current]");
if (place) menu.scrollTop = place.getBoundingClientRect().top - menu.getBoundingClientRect().top - menu.clientHeight / 2;

/* A button with data-confirm asks first; the answer sends the form with that same button. */
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  const dialog = document.getElementById("confirm");
  if (!question || !dialog || event.submitter.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.getElementById("confirm-text").textContent = question;
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue !== "yes") return event.submitter.focus();
    event.submitter.dataset.confirmed = "yes";
    event.target.requestSubmit(event.submitter);
    delete event.submitter.dataset.confirmed;
  };
  dialog.showModal();
}, true);

/* Says a sentence in the corner; it is read aloud. */
document.addEventListener("utblick-say", (event) => {
  const note = Object.assign(document.createElement("p"), { className: `notice ${event.detail.tone || "info"}`, textContent: event.detail.text });
  document.getElementById("toasts")?.append(note);
  setTimeout(() => note.remove(), 8000);
});
document.addEventListener("htmx:error", () => {
  const text = document.getElementById("toasts")?.dataset.unreachable;
  if (text) document.dispatchEvent(new CustomEvent("utblick-say", { detail: { text, tone: "warn" } }));
});

const settled = () => document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:after:swap", settled);
settled();
