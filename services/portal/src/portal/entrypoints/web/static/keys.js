/* Single keys on the pages of staff: outside of fields alone, and not where they were
   switched off. What a key does stands on the page: data-key, and the list of keys. */
const list = document.getElementById("keys");
const FIELDS = "input, textarea, select, [contenteditable]";
const PAUSE = 1500;
const STEPS = new Set(["j", "k"]);
let before = "";
let began = 0;
let chosen = null;

const seen = (element) => element.checkVisibility();
const rows = () => [...document.querySelectorAll("tbody th[scope=row] a, .plain li > a:first-child")].filter(seen);

function step(by) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
}

function answer(button) {
  const box = button.form?.elements[button.dataset.needs];
  if (box && !box.value.trim()) {
    chosen = button;
    box.focus();
    return;
  }
  button.click();
}

const DOES = {
  j: () => step(1),
  k: () => step(-1),
  o: () => rows().includes(document.activeElement) && document.activeElement.click(),
  "/": () => [...document.querySelectorAll(".find input")].find(seen)?.focus(),
  "?": () => list.showModal(),
};

function press(key) {
  const now = Date.now();
  const two = now - began < PAUSE ? `${before} ${key}` : "";
  [before, began] = [key, now];
  const way = list.querySelector(`[data-keys="${CSS.escape(two)}"], [data-keys="${CSS.escape(key)}"]`);
  const own = document.querySelector(`main [data-key="${CSS.escape(key)}"]`);
  if (way) location.assign(way.dataset.goes);
  else if (own) answer(own);
  else if (DOES[key]) DOES[key]();
  else return false;
  return true;
}

function send(form) {
  const several = form.hasAttribute("data-answers");
  const button = several ? chosen : form.querySelector("button:not([type=button])");
  if (button?.form === form) button.click();
}

function hear(event) {
  const field = event.target.closest?.(FIELDS);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (field?.form) send(field.form);
    return;
  }
  // A key that is held down decides once, not also what comes on the next page.
  const holds = event.repeat && !STEPS.has(event.key);
  const plain = !holds && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (list.dataset.hotkeys === "off" || list.open || field || !plain) return;
  if (press(event.key)) event.preventDefault();
}

if (list) {
  document.addEventListener("keydown", hear);
  for (const button of document.querySelectorAll("[data-shows-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => list.showModal());
  }
}
