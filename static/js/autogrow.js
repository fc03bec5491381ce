// Text areas grow with their content where the style sheet's field-sizing is not known yet.
if (!CSS.supports("field-sizing", "content")) {
  for (const area of document.querySelectorAll("textarea[data-autogrow]")) {
    const grow = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
    };
    area.addEventListener("input", grow);
    grow();
  }
}
