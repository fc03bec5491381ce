// "Open in email", "Copy to clipboard" and "Copy link" on the draft: what was typed is saved, the link made to work and the
// act recorded in the background, so that one stays on the page. Nothing is opened or copied before that is done. Without a
// script, or when the server finds something wrong or asks to sign in, the form is sent as usual.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-hand-over]");
  if (!button) return;
  event.preventDefault();
  const form = button.form;
  const failed = form.querySelector("[data-hand-over-failed]");
  failed.hidden = true;
  let answer, page;
  try {
    const body = new URLSearchParams(new FormData(form, button));
    answer = await fetch(button.formAction, { method: "POST", body });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    // Sent as usual, a form that cannot arrive would take the page away with what was typed.
    failed.hidden = false;
    return;
  }
  // Done is what leads back to this draft: a refusal has another status, and the sign-in page is not the draft.
  const version = page.querySelector(`form[action="${form.getAttribute("action")}"] input[name=version]`);
  if (!answer.ok || !version) return form.requestSubmit(button);
  form.elements.version.value = version.value;
  button.dispatchEvent(new CustomEvent("handed-over", { bubbles: true }));
  const mail = page.querySelector("a[data-mailto]");
  if (mail) location.assign(mail.href);
});
