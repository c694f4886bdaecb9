/* Drafts that survive a lost session, the question before leaving, passwords shown while they are typed, file drops, and rows chosen in bulk. */
const keyOf = (form) => `draft:${form.dataset.draft}:${location.pathname}`;
const kept = (field) => field.name && field.name !== "_csrf" && !["password", "file", "submit", "button"].includes(field.type);

function draftOf(form) {
  const fields = [...form.elements].filter(kept);
  return JSON.stringify(fields.map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? field.checked : field.value]));
}

function restored(form, draft) {
  const fields = [...form.elements].filter(kept);
  JSON.parse(draft).forEach(([name, value], place) => {
    const field = fields[place];
    if (!field || field.name !== name) return;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
  });
}

function watched(form) {
  const key = keyOf(form);
  const before = draftOf(form);
  const note = form.querySelector("[data-draft-note]");
  const draft = sessionStorage.getItem(key);
  let sent = false;
  if (draft && draft !== before && !form.querySelector("[aria-invalid]") && !document.querySelector("[data-focus]")) {
    restored(form, draft);
    if (note) note.textContent = note.dataset.draftNote;
  }
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => sessionStorage.setItem(key, draftOf(form)), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    sessionStorage.setItem(key, draftOf(form));
    sessionStorage.setItem("draft-sent", key);
    sent = true;
  });
  form.addEventListener("reset", () => sessionStorage.removeItem(key));
  window.addEventListener("beforeunload", (event) => sent || draftOf(form) === before || event.preventDefault());
}

const forms = [...document.querySelectorAll("form[data-draft]")];
const sentKey = sessionStorage.getItem("draft-sent");
if (sentKey && !location.pathname.startsWith("/sign-in")) {
  const saved = document.querySelector("#flashes .notice.ok");
  if (saved || !forms.some((form) => keyOf(form) === sentKey)) sessionStorage.removeItem(sentKey);
  sessionStorage.removeItem("draft-sent");
}
forms.forEach(watched);
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => {
  window.addEventListener("pagehide", () => sessionStorage.clear());
});

for (const choice of document.querySelectorAll("[data-show-passwords]")) {
  choice.hidden = false;
  choice.addEventListener("change", (event) => {
    const fields = choice.closest("form").querySelectorAll("input[autocomplete$=password]");
    fields.forEach((field) => (field.type = event.target.checked ? "text" : "password"));
  });
}

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") zone.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    event.target.closest("table").querySelectorAll("tbody input[name=ids]").forEach((box) => (box.checked = event.target.checked));
  }
  const bar = document.querySelector("[data-bulk]");
  if (!bar || !event.target.closest(".tick")) return;
  const boxes = [...document.querySelectorAll("input[name=ids]")];
  boxes.forEach((box) => box.closest("tr")?.classList.toggle("on", box.checked));
  const chosen = boxes.filter((box) => box.checked).length;
  bar.querySelector("[data-chosen]").textContent = chosen;
  bar.classList.toggle("has-any", chosen > 0);
});

/* On a phone a long filter shows its first field only, until it is asked for more; what is on stands below it. */
const unfold = document.getElementById("toasts")?.dataset.unfold;
document.querySelectorAll("form.filters").forEach((form) => {
  if (!unfold || form.children.length < 4) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet unfold", textContent: unfold });
  button.addEventListener("click", () => {
    form.classList.remove("folded");
    form.querySelectorAll("input, select, summary")[1]?.focus();
  });
  form.append(button);
  form.classList.add("folded");
});

/* A filter of several choices says on its button what is chosen. */
document.addEventListener("change", (event) => {
  const said = event.target.closest(".filter-menu")?.querySelector("[data-none]");
  if (!said) return;
  const ticked = [...event.target.closest(".filter-menu").querySelectorAll("input:checked")];
  const first = ticked[0]?.closest("label").textContent.trim();
  said.textContent = ticked.length > 1 ? said.dataset.many.replace("0", ticked.length) : (first ?? said.dataset.none);
});

/* A search is sent while it is typed; leaving its box must not send it again while a link is being followed. */
document.addEventListener("change", (event) => event.target.matches(".filters [type=search]") && event.stopImmediatePropagation(), true);

/* An address says what is filtered, and nothing of the filters left empty. */
document.addEventListener("formdata", (event) => {
  if (event.target.method === "get") [...event.formData].filter(([, value]) => value === "").forEach(([name]) => event.formData.delete(name));
});
