// A button with data-copy="id" copies the value or text of that element, and says so in place and to screen readers.
// Where something must be saved first, hand_over.js does that and tells by the event "handed-over".
const said = new WeakMap();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button && !button.matches("[data-hand-over]")) copy(button);
});
document.addEventListener("handed-over", (event) => {
  if (event.target.matches("[data-copy]")) copy(event.target);
});

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const answer = (await copied(source)) ? "Copied" : "Press Ctrl+C to copy";
  if (!said.has(button)) {
    said.set(button, button.textContent);
    // Locked before the words change, so that nothing beside it moves.
    button.style.minWidth = `${button.offsetWidth}px`;
  }
  button.textContent = answer;
  const region = button.parentElement.querySelector(`[data-copy-said="${button.dataset.copy}"]`);
  if (region) region.textContent = answer;
  setTimeout(() => {
    button.textContent = said.get(button);
    if (region) region.textContent = "";
  }, 2500);
}

// The clipboard is refused outside https and localhost: then the text is selected, ready for the keyboard.
async function copied(source) {
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    return true;
  } catch {
    if (source.select) {
      source.focus();
      source.select();
    } else {
      getSelection().selectAllChildren(source);
    }
    return document.execCommand("copy");
  }
}
