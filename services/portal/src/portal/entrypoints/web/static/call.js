/* A call while it is typed: what stands beside it comes anew after each field. Without
   this script the button "look" does the same. */
const form = document.getElementById("call");
const PARTS = ["call-places", "call-likely", "call-side"];
const WATCHED = new Set(["telephone", "text", "place", "category", "urgency"]);
let asking = null;

async function beside() {
  asking?.abort();
  const mine = (asking = new AbortController());
  try {
    const answer = await fetch(form.dataset.beside, {
      method: "POST",
      body: new FormData(form),
      signal: mine.signal,
      redirect: "error",
    });
    if (answer.ok) show(await answer.text());
  } catch (trouble) {
    if (trouble.name !== "AbortError") console.debug(trouble.name);
  }
}

function show(told) {
  const page = new DOMParser().parseFromString(told, "text/html");
  for (const name of PARTS) {
    const [old, fresh] = [document.getElementById(name), page.getElementById(name)];
    // Nobody loses the button that they stand on.
    if (old && fresh && !old.contains(document.activeElement)) old.replaceWith(fresh);
  }
}

function pick(button) {
  const [category, place] = [form.elements.category, form.elements.place];
  if (button.name === "pick") {
    category.value = button.value;
    category.focus();
  } else {
    const cut = button.value.indexOf("|");
    form.elements.community.value = button.value.slice(0, cut);
    place.value = button.value.slice(cut + 1);
    place.focus();
  }
  beside();
}

function hear(event) {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const likely = form.querySelectorAll("#call-likely button");
  const found = [...form.querySelectorAll("#call-places button")];
  if (target.id === "category" && likely[Number(key) - 1]) pick(likely[Number(key) - 1]);
  else if (target.id === "place" && key === "ArrowDown" && found.length) found[0].focus();
  else if (found.includes(target) && ["ArrowDown", "ArrowUp"].includes(key)) {
    const at = found.indexOf(target) + (key === "ArrowDown" ? 1 : -1);
    (found[at] ?? form.elements.place).focus();
  } else return;
  event.preventDefault();
}

if (form) {
  form.addEventListener("change", (event) => WATCHED.has(event.target.name) && beside());
  form.addEventListener("keydown", hear);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.pick");
    if (!button) return;
    event.preventDefault();
    pick(button);
  });
  let typing = 0;
  form.elements.place.addEventListener("input", () => {
    form.elements.community.value = "";
    clearTimeout(typing);
    typing = setTimeout(beside, 400);
  });
}
