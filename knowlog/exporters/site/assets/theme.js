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

  // Formulas are wrong without their font, and all below them would jump when it comes. It is in
  // a style sheet that stands before this script, so that the wait is a blink.
  if (document.querySelector("link[href$='math.css']")) {
    const show = () => root.classList.remove("waits");
    root.classList.add("waits");
    document.fonts.load("1em 'Knowlog Math'").then(show, show);
    setTimeout(show, 800);
  }
})();
