/* 存草稿 by itself: what stands in a form is kept every few seconds, when the page is
   left, and when the session is about to end. Without scripts a button does it. */
const EVERY = 15_000;

const stand = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "nonce"));

async function keep(form) {
  const now = stand(form);
  if (form.matches("[data-sent]") || now === form.dataset.stand) return;
  const said = new URLSearchParams(new FormData(form));
  said.set("act", form.dataset.draft);
  said.set("quiet", "1");
  try {
    const about = { method: "POST", body: said, redirect: "manual", keepalive: true };
    const answer = await fetch(form.dataset.keeps, about);
    if (!answer.ok) return;
    form.dataset.stand = now;
    form.querySelector("[data-draft-said]").textContent = (await answer.json()).said;
  } catch {
    // Away: the words stay in the form, and the next round tries again.
  }
}

const forms = [...document.querySelectorAll("form[data-draft]")];
const all = () => forms.forEach(keep);
for (const form of forms) {
  form.dataset.stand = stand(form);
  form.addEventListener("submit", () => form.toggleAttribute("data-sent", true));
}
if (forms.length) {
  setInterval(all, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden && all());
  document.addEventListener("mq:idle", all);
}
