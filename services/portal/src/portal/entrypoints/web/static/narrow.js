/* A field beside a long list of units that narrows it by a part of a name; what is
   chosen stays in it. Without scripts the list stands alone. */
for (const field of document.querySelectorAll("[data-narrows]")) {
  const list = document.getElementById(field.dataset.narrows);
  const whole = [...list.children].map((child) => [child, [...child.children]]);
  const fits = (option) => option.selected || option.text.toLowerCase().includes(field.value.trim().toLowerCase());
  field.hidden = false;
  field.addEventListener("input", () => {
    const shown = [];
    for (const [child, options] of whole) {
      if (child.localName === "option") {
        if (!child.value || fits(child)) shown.push(child);
      } else {
        child.replaceChildren(...options.filter(fits));
        if (child.children.length) shown.push(child);
      }
    }
    list.replaceChildren(...shown);
  });
  // Enter would send the form.
  field.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), list.focus()));
}
