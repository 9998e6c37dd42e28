// Loaded before the page is drawn, so that the chosen colours are there from the first frame.
(() => {
  const root = document.documentElement;
  root.classList.add("script");
  try {
    const choice = localStorage.getItem("knowlog-theme");
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  } catch {
    // Storage is switched off: the system's choice holds.
  }
})();
