// The sums of a form with data-live-sums follow what is typed: it is sent in the background, as its button Update sends it, and
// what the answer shows of lines and sums takes the place of what stood there. Fields are never touched, and nothing happens
// where the answer is another page: the button still works.
// One request at a time: two could be kept in the other order than that in which they were typed.
for (const form of document.querySelectorAll("form[data-live-sums]")) {
  const said = form.querySelector("[data-live-said]");
  let waiting;
  let flight;
  let again = false;

  // A quantity that is gone or none is on its way to another one, or meant for the button, which then removes the line.
  const isWhole = () => [...form.elements].every((field) => field.name !== "quantity" || /^\s*0*[1-9]\d*\s*$/.test(field.value));

  function send() {
    clearTimeout(waiting);
    waiting = undefined;
    if (flight) {
      again = true;
    } else if (isWhole()) {
      flight = ask().finally(() => { flight = undefined; });
      flight.then(() => {
        if (again) send();
      });
    }
  }

  async function ask() {
    again = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(15_000) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(`form[data-live-sums][action="${form.getAttribute("action")}"]`);
      // What was typed meanwhile is asked for next; its answer is the one to be seen.
      if (answer.ok && fresh && !again && !waiting) show(page, fresh);
    } catch {
      // Not there, or too slow.
    }
  }

  function show(page, fresh) {
    const rows = [...fresh.querySelectorAll("[data-live-line]")];
    for (const row of form.querySelectorAll("[data-live-line]")) {
      const other = rows.find((it) => it.dataset.liveLine === row.dataset.liveLine);
      if (other) replaceCells(row, other);
      else if (!row.contains(document.activeElement)) row.remove();
    }
    form.querySelector("[data-live-all]").replaceChildren(...fresh.querySelector("[data-live-all]").childNodes);
    said.textContent = fresh.querySelector("[data-live-said]").dataset.liveSaid;
    // What was wrong before is right now.
    document.querySelector(".error-summary")?.remove();
    document.title = page.title;
  }

  function replaceCells(row, other) {
    [...row.cells].forEach((cell, index) => {
      if (!cell.querySelector("input, select, button")) cell.replaceChildren(...other.cells[index].childNodes);
    });
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(send, 400);
  });
  form.addEventListener("change", () => { if (waiting) send(); });
  // A button sends what stands there now, after what is under way.
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    waiting = undefined;
    again = false;
    if (!flight) return;
    event.preventDefault();
    await flight;
    form.requestSubmit(event.submitter);
  });
}
