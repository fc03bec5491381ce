// <time data-relative> of the last or next seven days reads "3 hours ago"; the exact time stays on hover.
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];
const week = 7 * 86400;

const near = [...document.querySelectorAll("time[data-relative]")].filter(
  (time) => Math.abs(Date.parse(time.dateTime) - Date.now()) / 1000 < week,
);
// Cells keep the width of the exact time, so that columns do not move; all are measured before any is changed.
const widths = near.map((time) => (time.closest("td") ? time.getBoundingClientRect().width : 0));
near.forEach((time, index) => {
  time.title = time.textContent;
  // The style sheet uses it while the table stands as a table, not as cards.
  if (widths[index]) time.style.setProperty("--exact-width", `${widths[index]}px`);
});

function tell() {
  for (const time of near) {
    const seconds = Math.round((Date.parse(time.dateTime) - Date.now()) / 1000);
    const step = steps.find(([, size]) => Math.abs(seconds) >= size);
    time.textContent = step ? words.format(Math.trunc(seconds / step[1]), step[0]) : "just now";
  }
}

tell();
if (near.length) setInterval(tell, 60_000);
