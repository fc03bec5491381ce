// Filters apply themselves: a form with data-auto-apply is sent when a select or box changes; or the form around such a part.
// Arrow keys change a closed select at every step, so a choice by keyboard waits for Enter or for leaving the field.
for (const part of document.querySelectorAll("[data-auto-apply]")) {
  let byKey = false;
  let pending = false;
  const apply = () => {
    pending = false;
    part.closest("form").requestSubmit();
  };

  part.addEventListener("pointerdown", () => { byKey = false; });
  part.addEventListener("keydown", (event) => {
    byKey = true;
    if (pending && event.key === "Enter") {
      event.preventDefault();
      apply();
    }
  });
  part.addEventListener("change", (event) => {
    if (!event.target.matches("select, [type=checkbox], [type=radio], [type=date]")) return;
    if (byKey) pending = true;
    else apply();
  });
  part.addEventListener("focusout", () => { if (pending) apply(); });
}
