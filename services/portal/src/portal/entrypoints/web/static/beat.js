/* Every half minute: who else has this case open, and whether the list has changed.
   Nothing moves under the reader; a page that nobody looks at asks nothing. */
const EVERY = 30_000;

async function told(address, about) {
  try {
    const answer = await fetch(address, { redirect: "manual", ...about });
    return answer.status === 200 ? (await answer.json()).said : "";
  } catch {
    return null;
  }
}

async function here(line) {
  const typed = [...document.querySelectorAll(".panel-acts textarea")].some((box) => box.value.trim());
  const { here: address, ticket, key } = line.dataset;
  const body = new URLSearchParams({ key, ticket, writes: typed ? "1" : "0" });
  const said = await told(address, { method: "POST", body });
  if (said !== null && said !== line.textContent) line.textContent = said;
}

async function news(line) {
  const said = await told(line.dataset.news, {});
  if (!said) return;
  line.querySelector("[data-said]").textContent = said;
  line.querySelector("a").hidden = false;
}

function round() {
  if (document.hidden) return;
  document.querySelectorAll("[data-here]").forEach(here);
  document.querySelectorAll("[data-news]").forEach(news);
}

if (document.querySelector("[data-here]")) round();
setInterval(round, EVERY);
document.addEventListener("visibilitychange", round);
