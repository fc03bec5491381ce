// Filters apply themselves: a form with data-auto-apply is sent when a select or box changes.
// Arrow keys change a closed select at every step, so a choice by keyboard waits for Enter or for leaving the field.
for (const form of document.querySelectorAll("form[data-auto-apply]")) {
  let byKey = false;
  let pending = false;
  const apply = () => {
    pending = false;
    form.requestSubmit();
  };

  form.addEventListener("pointerdown", () => { byKey = false; });
  form.addEventListener("keydown", (event) => {
    byKey = true;
    if (pending && event.key === "Enter") {
      event.preventDefault();
      apply();
    }
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches("select, [type=checkbox], [type=radio], [type=date]")) return;
    if (byKey) pending = true;
    else apply();
  });
  form.addEventListener("focusout", () => { if (pending) apply(); });
}
