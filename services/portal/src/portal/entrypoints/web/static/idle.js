/* Says two minutes before a session ends that it will, and lets it go on by one press.
   Pages of one browser tell each other that somebody is there. */
const bar = document.getElementById("idle");
const CHECK = 5_000;

function watch() {
  const [idle, warn] = [bar.dataset.idle, bar.dataset.warn].map((said) => Number(said) * 1000);
  const others = new BroadcastChannel("mq-desk");
  const [warns, over] = [bar.querySelector("[data-warns]"), bar.querySelector("[data-over]")];
  let seen = Date.now();
  let ended = false;

  const here = () => {
    seen = Date.now();
    warns.hidden = over.hidden = true;
    ended = false;
  };
  const end = () => {
    ended = true;
    warns.hidden = true;
    over.hidden = false;
  };
  const look = () => {
    const quiet = Date.now() - seen;
    if (ended || quiet < idle - warn) return;
    if (quiet >= idle) end();
    else if (warns.hidden) {
      document.dispatchEvent(new Event("mq:idle"));
      warns.hidden = false;
    }
  };

  bar.querySelector("[data-goes-on]").addEventListener("click", async () => {
    const answer = await fetch("/account/here", { redirect: "manual" }).catch(() => null);
    if (answer === null) return;
    if (!answer.ok) return end();
    here();
    others.postMessage("here");
  });
  others.addEventListener("message", here);
  others.postMessage("here");
  setInterval(look, CHECK);
}

if (bar) watch();
