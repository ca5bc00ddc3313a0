// What Streamlit has no widget for: links that keep the visit, a menu that keeps the filter, a link to copy. SHARED, the
// filter's parameters, is set before. Holds no text of any document.
if (!window.lunheng) {
  window.lunheng = true;
  const go = (address) => {
    window.history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  const foldAway = () => {
    // On a phone the sidebar covers the page.
    const fold = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (window.innerWidth <= 768 && fold) fold.click();
  };
  const carried = (href) => {
    const address = new URL(href);
    for (const [name, value] of new URLSearchParams(window.location.search)) {
      if (SHARED.includes(name)) address.searchParams.append(name, value);
    }
    return address.href;
  };
  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const find = (selector) => event.target.closest && event.target.closest(selector);
    const menu = find('a[data-testid="stTopNavLink"], a[data-testid="stSidebarNavLink"]');
    const link = find("a.lh-go, a.lh-copy");
    const row = find("a.lh-row");
    if (row) {
      // From a mark to its row: the table may be folded up.
      event.preventDefault();
      const there = document.getElementById(row.hash.slice(1));
      if (!there) return;
      const folded = there.closest("details");
      if (folded) folded.open = true;
      there.scrollIntoView({block: "center"});
      there.querySelector("a").focus({preventScroll: true});
      return;
    }
    if (menu) {
      // Left alone, the menu drops the filter from the address, and Back would come upon a page without it.
      event.preventDefault();
      event.stopPropagation();
      go(carried(menu.href));
      if (menu.dataset.testid === "stSidebarNavLink") foldAway();
      return;
    }
    if (!link) return;
    event.preventDefault();
    if (link.classList.contains("lh-go")) {
      go(link.href);
      if (find(".lh-found")) foldAway();
      return;
    }
    const told = () => {
      const label = link.querySelector("span");
      const text = label.textContent;
      label.textContent = link.dataset.done;
      window.setTimeout(() => { label.textContent = text; }, 1500);
    };
    if (window.navigator.clipboard) {
      window.navigator.clipboard.writeText(window.location.href).then(told);
    } else {
      // Without https browsers hide the clipboard; the old way still works.
      const field = document.createElement("textarea");
      field.value = window.location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      told();
    }
  }, true);
  // What scrolls sideways on a phone is reached by the keyboard too, as soon as it is there.
  const SCROLLS = '[class*="st-key-scrolls"], .lh-wide';
  const reach = (part) => {
    // A chart that is drawn adds its marks by hundreds.
    if (!(part instanceof HTMLElement)) return;
    for (const frame of [part, ...part.querySelectorAll(SCROLLS)]) {
      if (frame.matches(SCROLLS) && frame.tabIndex !== 0) frame.tabIndex = 0;
    }
  };
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(reach)))
    .observe(document.body, {childList: true, subtree: true});
  reach(document.body);
  document.addEventListener("keydown", (event) => {
    // Only where the text or the steps have the focus: elsewhere letters belong to whoever is typed to.
    if (event.metaKey || event.ctrlKey || event.altKey || !["n", "p"].includes(event.key)) return;
    if (!event.target.closest || !event.target.closest(".lh-reader, .lh-hits")) return;
    const step = document.querySelector(event.key === "n" ? ".lh-hits a.lh-next" : ".lh-hits a.lh-previous");
    if (step) { event.preventDefault(); step.click(); }
  });
}
