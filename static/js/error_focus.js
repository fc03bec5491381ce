// After a refused form the summary takes the focus, so that keyboard and screen reader start at what is wrong.
document.querySelector("[data-error-focus]")?.focus();
