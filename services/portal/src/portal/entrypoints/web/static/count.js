/* How long a text is by now, by characters, said once the typing rests; without scripts it is not there. */
for (const field of document.querySelectorAll("[data-counted]")) {
  const told = document.getElementById(field.dataset.counted);
  let rests = 0;
  const say = () => {
    const text = field.value.trim().normalize("NFC");
    told.textContent = told.dataset.words.replace("#", [...text].length);
    told.hidden = !text;
  };
  field.addEventListener("input", () => {
    clearTimeout(rests);
    rests = setTimeout(say, 400);
  });
  say();
}
