// Watches that the personalized link stands in the text exactly once; the server decides, this only tells sooner.
for (const area of document.querySelectorAll("textarea[data-link-check]")) {
  const link = area.dataset.linkCheck;
  const status = document.querySelector(`[data-link-status="${area.id}"]`);
  if (!link || !status) continue;

  let wrong = !status.querySelector('[data-link-state="missing"]').hidden || !status.querySelector('[data-link-state="doubled"]').hidden;
  const check = () => {
    const times = area.value.split(link).slice(1).filter((rest) => !/^[\w-]/.test(rest)).length;
    const state = times === 1 ? "right" : times === 0 ? "missing" : "doubled";
    for (const part of status.querySelectorAll("[data-link-state]")) {
      part.hidden = part.dataset.linkState !== state;
    }
    // What the server said of the missing link is over once the link is back.
    if (state === "right" && wrong) {
      wrong = false;
      area.removeAttribute("aria-invalid");
      document.getElementById(`e-${area.name}`)?.remove();
    }
  };

  status.querySelector("[data-link-restore]")?.addEventListener("click", (event) => {
    event.preventDefault();
    area.value = `${area.value.trimEnd()}\n\n${link}\n`;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
  area.addEventListener("input", check);
  check();
}
