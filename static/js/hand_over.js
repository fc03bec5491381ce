// "Open in email" and "Copy to clipboard" on the draft: what was typed is saved and the act recorded in the background, so
// that one stays on the page. Without a script, or when the server finds something wrong, the form is sent as usual.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-hand-over]");
  if (!button) return;
  event.preventDefault();
  const form = button.form;
  const body = new URLSearchParams(new FormData(form, button));
  const send = () => {
    button.removeAttribute("data-hand-over");
    form.requestSubmit(button);
  };
  try {
    const answer = await fetch(button.formAction, { method: "POST", body });
    if (!answer.ok) return send();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const version = page.querySelector("input[name=version]");
    if (version) form.elements.version.value = version.value;
    const mail = page.querySelector("a[data-mailto]");
    if (mail) location.assign(mail.href);
  } catch {
    send();
  }
});
