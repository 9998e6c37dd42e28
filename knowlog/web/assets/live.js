// Follows the files while somebody writes: takes the new page and changes, in the one that is
// open, what differs between its old source and its new one. So the place in the text, opened
// boxes and loaded pictures stay, and so does whatever the page's own scripts have added.
(() => {
  const root = document.documentElement;
  let before = null;
  let text = null;
  let events = null;
  let busy = false;
  let again = false;

  // The source as it was parsed: this event comes before any deferred script runs.
  document.addEventListener("readystatechange", () => {
    before ??= root.cloneNode(true);
  }, { once: true });

  const sameKind = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName;

  function patchAttributes(live, old, fresh) {
    for (const { name } of old.attributes) if (!fresh.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
  }

  // A style sheet goes when the one that follows it is there, so that nothing flashes.
  function replaceSheet(live, fresh) {
    const next = document.importNode(fresh, true);
    next.addEventListener("load", () => live.remove());
    next.addEventListener("error", () => live.remove());
    live.after(next);
  }

  function patch(live, old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (live.data !== fresh.data) live.data = fresh.data;
      return;
    }
    if (live !== root) patchAttributes(live, old, fresh);
    const olds = [...old.childNodes];
    const news = [...fresh.childNodes];
    const there = [...live.childNodes];
    if (olds.some((one, place) => !there[place] || !sameKind(there[place], one))) {
      live.replaceChildren(...news.map((one) => document.importNode(one, true)));
      return;
    }
    const shorter = Math.min(olds.length, news.length);
    let start = 0;
    while (start < shorter && olds[start].isEqualNode(news[start])) start += 1;
    let end = 0;
    while (end < shorter - start && olds.at(-1 - end).isEqualNode(news.at(-1 - end))) end += 1;
    const gone = olds.slice(start, olds.length - end);
    const come = news.slice(start, news.length - end);
    const next = there[start + gone.length] ?? null;
    come.forEach((one, place) => {
      const here = there[start + place];
      if (place >= gone.length) live.insertBefore(document.importNode(one, true), next);
      else if (one.nodeName === "LINK") replaceSheet(here, one);
      else if (sameKind(gone[place], one)) patch(here, gone[place], one);
      else here.replaceWith(document.importNode(one, true));
    });
    gone.slice(come.length).forEach((_, place) => there[start + come.length + place].remove());
  }

  async function update() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      try {
        const response = await fetch(location.href, { cache: "no-cache" });
        const found = await response.text();
        if (found !== text) {
          text = found;
          const fresh = new DOMParser().parseFromString(found, "text/html").documentElement;
          patch(root, before, fresh);
          before = fresh;
          if (response.redirected) history.replaceState(history.state, "", response.url);
          document.dispatchEvent(new Event("knowlog:changed"));
        }
      } catch {
        // The preview has ended or starts anew; the stream of events tells when it is back.
      }
    } while (again);
    busy = false;
  }

  // A browser has six connections for all its tabs, so a hidden one lets go of its own.
  function listen() {
    const wanted = document.visibilityState === "visible";
    if (wanted && !events) {
      events = new EventSource("/.knowlog/events");
      events.onopen = () => delete root.dataset.ended;
      events.onmessage = update;
      events.onerror = () => { root.dataset.ended = ""; };
    } else if (!wanted) stop();
  }

  function stop() {
    events?.close();
    events = null;
  }

  document.addEventListener("DOMContentLoaded", listen);
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (shown) => shown.persisted && listen());
})();
