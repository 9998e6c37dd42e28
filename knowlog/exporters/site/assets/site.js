// What pages do beyond showing text. Every page works without it.
(() => {
  const root = document.documentElement;

  // Colours: automatic, light, dark.
  const order = ["auto", "light", "dark"];
  const names = { auto: "automatic", light: "light", dark: "dark" };
  const themeButton = document.querySelector("[data-theme-switch]");

  function showTheme(choice) {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
    themeButton.setAttribute("aria-label", `Colours: ${names[choice]}`);
    themeButton.title = `Colours: ${names[choice]}`;
  }

  if (themeButton) {
    showTheme(root.dataset.theme ?? "auto");
    themeButton.addEventListener("click", () => {
      const now = root.dataset.theme ?? "auto";
      const next = order[(order.indexOf(now) + 1) % order.length];
      showTheme(next);
      try {
        if (next === "auto") localStorage.removeItem("knowlog-theme");
        else localStorage.setItem("knowlog-theme", next);
      } catch {
        // The choice then lasts as long as the page.
      }
    });
  }
})();
