/* The development bar: follows what the page asks for, shows whose work is where, and loads the page again
   when the program has started anew. Runs before the page's own scripts. */
(() => {
  const PATIENCE = 20_000;
  const asked = window.fetch.bind(window);
  const ids = new Set();
  let until = 0;
  let looking = false;
  let missed = false;
  let pause;

  /* Every answer names the requests that it is about. */
  window.fetch = async (...what) => {
    const answer = await asked(...what);
    noted(answer.headers.get("x-dev-trace"));
    return answer;
  };

  function noted(named) {
    if (!named) return;
    named.split(" ").forEach((id) => ids.add(id));
    until = Date.now() + PATIENCE;
    soon(60);
  }

  function soon(milliseconds) {
    clearTimeout(pause);
    pause = setTimeout(look, milliseconds);
  }

  /* One question at a time: an early answer must not come after a later one. */
  async function look() {
    const here = document.getElementById("dev-bar");
    if (!here || looking) return void (missed = Boolean(here));
    looking = true;
    missed = false;
    const query = new URLSearchParams([...ids].map((id) => ["id", id]));
    query.set("language", document.documentElement.lang);
    const html = await asked(`/dev/requests?${query}`).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    if (html) shown(here, html);
    looking = false;
    if (missed) soon(0);
    else if (here.dataset.settled === "no" && Date.now() < until) soon(400);
  }

  /* What has changed takes its place; what was open stays open, and the focus stays where it was. */
  function shown(here, html) {
    const now = new DOMParser().parseFromString(html, "text/html").getElementById("dev-bar");
    if (!now) return;
    if (now.dataset.run !== here.dataset.run) return again(); // the goodbye of the process before was missed
    const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key;
    here.dataset.settled = now.dataset.settled;
    for (const part of [".dev-strip", ".dev-body"]) {
      const [old, fresh] = [here.querySelector(part), now.querySelector(part)];
      opened(fresh);
      if (old.innerHTML === fresh.innerHTML) continue;
      const top = old.scrollTop;
      const held = old.contains(document.activeElement) && focused;
      old.replaceChildren(...fresh.childNodes);
      old.scrollTop = top;
      if (held) old.querySelector(`[data-key="${CSS.escape(focused)}"] > summary`)?.focus({ preventScroll: true });
    }
  }

  const remembered = () => new Set(JSON.parse(sessionStorage.getItem("dev-open") ?? "[]"));

  function opened(within) {
    const open = remembered();
    within.querySelectorAll("details[data-key]").forEach((one) => (one.open ||= open.has(one.dataset.key)));
  }

  document.addEventListener("click", (event) => {
    const one = event.target.closest?.("#dev-bar summary")?.parentElement;
    if (!one) return;
    const open = remembered();
    if (one.open) open.delete(one.dataset.key);
    else open.add(one.dataset.key);
    sessionStorage.setItem("dev-open", JSON.stringify([...open]));
  });

  /* A row that is pointed at or has the focus shows on the page what it speaks of. */
  function region(event) {
    const row = event.target.closest?.("#dev-bar [data-region]");
    if (!row) return gone();
    const found = document.querySelector(row.dataset.region);
    if (!found?.checkVisibility()) return gone();
    found.scrollIntoView({ block: "nearest" });
    outlined(found, row.dataset.plugin);
  }

  function outlined(found, plugin) {
    const frame = document.querySelector(".dev-region") ?? document.body.appendChild(Object.assign(document.createElement("div"), { className: "dev-region", ariaHidden: "true" }));
    frame.replaceChildren(Object.assign(document.createElement("span"), { textContent: plugin }));
    const place = () => {
      const { left, top, width, height } = found.getBoundingClientRect();
      Object.assign(frame.style, { left: `${left - 4}px`, top: `${top - 4}px`, width: `${width + 8}px`, height: `${height + 8}px` });
    };
    place();
    window.onscroll = place;
  }

  function gone() {
    window.onscroll = null;
    document.querySelector(".dev-region")?.remove();
  }

  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, region);

  /* The program ends to make room for the next: the answer to a new request waits until that one is there. */
  const again = () => location.reload();

  document.addEventListener("DOMContentLoaded", () => {
    const here = document.getElementById("dev-bar");
    if (!here) return;
    opened(here);
    noted(here.dataset.requests);
    if (document.body.dataset.live) {
      document.body.addEventListener("utblick:dev.changed", again);
      document.body.addEventListener("utblick:live.opened", look);
    } else {
      Object.assign(new EventSource("/dev/changes"), { onmessage: again, onopen: look });
    }
  });
})();
