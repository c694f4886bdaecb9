/* Type to find one of many, or several (the ARIA combobox pattern with a listbox that the server fills). */
document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-combobox]");
  if (!box || event.target.getAttribute("role") !== "combobox") return;
  chosen(box, "", null);
  clearTimeout(box.pause);
  box.pause = setTimeout(() => filled(box), 150);
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-combobox]");
  if (!box || event.target.getAttribute("role") !== "combobox") return;
  const list = box.querySelector("[role=listbox]");
  const options = [...list.querySelectorAll("[role=option]")];
  const here = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) return filled(box);
    marked(box, options, here + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && !list.hidden && here >= 0) {
    event.preventDefault();
    chosen(box, options[here].dataset.value, options[here]);
  } else if (event.key === "Escape" && !list.hidden) {
    event.stopPropagation();
    hidden(box);
  }
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("[data-combobox] [role=option]");
  if (!option) return;
  event.preventDefault();
  chosen(option.closest("[data-combobox]"), option.dataset.value, option);
});
document.addEventListener("focusout", (event) => event.target.closest("[data-combobox]") && hidden(event.target.closest("[data-combobox]")));

async function filled(box) {
  const input = box.querySelector("[role=combobox]");
  const list = box.querySelector("[role=listbox]");
  const asked = new URL(box.dataset.combobox, location);
  asked.searchParams.set("q", input.value);
  const answer = await fetch(asked, { headers: { "HX-Request": "true" } });
  if (!answer.ok || document.activeElement !== input) return;
  list.innerHTML = await answer.text();
  const options = [...list.querySelectorAll("[role=option]")];
  options.forEach((option, place) => (option.id = `${list.id}-${place}`));
  if (!options.length) list.append(Object.assign(document.createElement("li"), { className: "none", textContent: list.dataset.none }));
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
}

function marked(box, options, place) {
  const option = options[(place + options.length) % options.length];
  options.forEach((other) => other.setAttribute("aria-selected", String(other === option)));
  option?.scrollIntoView({ block: "nearest" });
  if (option) box.querySelector("[role=combobox]").setAttribute("aria-activedescendant", option.id);
}

function chosen(box, value, option) {
  if (box.dataset.many) return option && added(box, value, option);
  const held = box.querySelector("input[type=hidden]");
  if (held.value !== value) {
    held.value = value;
    held.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (!option) return;
  box.querySelector("[role=combobox]").value = option.firstChild.textContent.trim();
  hidden(box);
}

function added(box, value, option) {
  const group = box.querySelector("[data-held]");
  const input = box.querySelector("[role=combobox]");
  const there = [...group.querySelectorAll("input")].find((held) => held.value === value);
  const held = there ?? Object.assign(document.createElement("input"), { type: "checkbox", name: box.dataset.many, value });
  if (!there) {
    const label = Object.assign(document.createElement("label"), { className: "choice" });
    const said = Object.assign(document.createElement("span"), { textContent: `${option.firstChild.textContent.trim()} (${value})` });
    label.append(held, said);
    group.append(label);
  }
  held.checked = true;
  input.value = "";
  input.required = false;
  held.dispatchEvent(new Event("change", { bubbles: true }));
  hidden(box);
}

function hidden(box) {
  box.querySelector("[role=listbox]").hidden = true;
  const input = box.querySelector("[role=combobox]");
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}
