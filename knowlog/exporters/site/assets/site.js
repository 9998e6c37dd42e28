// What pages do beyond showing text. Every page works without it.
(() => {
  const root = document.documentElement;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  // A copied address should name the page, not its file.
  if (location.protocol.startsWith("http") && location.pathname.endsWith("/index.html")) {
    const clean = location.pathname.slice(0, -"index.html".length);
    history.replaceState(history.state, "", clean + location.search + location.hash);
  }

  // Colours: automatic, light, dark.
  const order = ["auto", "light", "dark"];
  const names = { auto: "automatic", light: "light", dark: "dark" };

  function showTheme(choice, button) {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
    button.setAttribute("aria-label", `Colours: ${names[choice]}`);
    button.title = `Colours: ${names[choice]}`;
  }

  for (const button of all("[data-theme-switch]")) {
    showTheme(root.dataset.theme ?? "auto", button);
    button.addEventListener("click", () => {
      const now = root.dataset.theme ?? "auto";
      const next = order[(order.indexOf(now) + 1) % order.length];
      showTheme(next, button);
      try {
        if (next === "auto") localStorage.removeItem("knowlog-theme");
        else localStorage.setItem("knowlog-theme", next);
      } catch {
        // The choice then lasts as long as the page.
      }
    });
  }

  // Search: its script and its data load when it is first used.
  const script = document.currentScript;
  let loading;
  let typedAhead = null;

  function openSearch() {
    typedAhead = "";
    loading ??= new Promise((resolve, reject) => {
      const loader = document.createElement("script");
      loader.src = new URL("search.js", script.src);
      loader.onload = resolve;
      loader.onerror = reject;
      document.head.append(loader);
    });
    loading.then(() => {
      globalThis.knowlogSearch.open(typedAhead);
    }).catch(() => { loading = undefined; }).finally(() => { typedAhead = null; });
  }

  for (const button of all("[data-search]")) button.addEventListener("click", openSearch);
  document.addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (typedAhead !== null && bare && event.key.length === 1) {
      // What is typed while the search still loads is not lost.
      event.preventDefault();
      typedAhead += event.key;
      return;
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if ((event.key === "/" && bare && !typing) || command) {
      event.preventDefault();
      openSearch();
    }
  });

  // Copy buttons on code.
  function addCopyButtons() {
    for (const block of navigator.clipboard ? all(".code:not(:has(> .copy))") : []) addCopyButton(block);
  }

  function addCopyButton(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").innerText);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not allowed";
      }
      button.dataset.done = "";
      setTimeout(() => {
        button.textContent = "Copy";
        delete button.dataset.done;
      }, 1500);
    });
    block.append(button);
  }

  // The table of contents: open beside the text, and following it.
  const wide = matchMedia("(min-width: 80rem)");
  let contents, links, headings, current;
  const linkOf = (heading) => links.get(encodeURIComponent(heading.id)) ?? links.get(heading.id);

  function findContents() {
    const found = document.querySelector(".toc details");
    if (found !== contents) {
      contents = found;
      contents?.toggleAttribute("open", wide.matches);
    }
    links = new Map((contents ? all("a", contents) : []).map((link) => [link.hash.slice(1), link]));
    headings = links.size ? all(".prose [id]").filter(linkOf) : [];
    follow();
  }

  function follow() {
    const passed = headings.filter((one) => one.getBoundingClientRect().top < innerHeight * 0.25);
    const atEnd = innerHeight + scrollY >= root.scrollHeight - 4 && scrollY > 0;
    const last = atEnd ? headings.at(-1) : passed.at(-1);
    const link = last && linkOf(last);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    current = link;
    keepInSight(link);
  }

  // Beside the text, long contents scroll along; nothing else moves.
  function keepInSight(link) {
    const box = contents?.parentElement;
    if (!link || !wide.matches || box.scrollHeight <= box.clientHeight) return;
    const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
    const below = inner.top - outer.top;
    if (below < 40 || inner.bottom > outer.bottom - 40) box.scrollTop += below - box.clientHeight / 3;
  }

  // Only a box that scrolls is worth a stop of the Tab key.
  function nameStops() {
    for (const box of all(".prose :is(pre, .table, .math-display)")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else if (box !== document.activeElement) box.removeAttribute("tabindex");
    }
  }
  addEventListener("resize", nameStops);
  document.fonts?.ready.then(nameStops);

  let waiting = false;
  wide.addEventListener("change", () => contents?.toggleAttribute("open", wide.matches));
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }, { passive: true });

  // The link graph: what is looked at, and what it is linked with, stands out.
  for (const picture of all(".graph svg")) {
    const links = all("path", picture);
    const nodes = all("[data-node]", picture);
    const look = (node) => {
      const name = node?.dataset.node;
      const near = links.filter((one) => one.dataset.a === name || one.dataset.b === name);
      const lit = new Set([name, ...near.flatMap((one) => [one.dataset.a, one.dataset.b])]);
      picture.classList.toggle("looked-at", Boolean(node));
      for (const one of links) one.classList.toggle("lit", near.includes(one));
      for (const one of nodes) one.classList.toggle("lit", Boolean(node) && lit.has(one.dataset.node));
    };
    const find = (event) => event.target.closest?.("[data-node]");
    picture.addEventListener("pointerover", (event) => look(find(event)));
    picture.addEventListener("pointerleave", () => look());
    picture.addEventListener("focusin", (event) => look(find(event)));
    picture.addEventListener("focusout", () => look());
    const box = picture.parentElement;
    box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
  }

  // Once now, and again whenever the live preview has changed the page.
  function dress() {
    addCopyButtons();
    nameStops();
    findContents();
  }
  document.addEventListener("knowlog:changed", dress);
  dress();
})();
