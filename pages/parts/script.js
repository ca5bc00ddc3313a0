// Three things that Streamlit has no widget for: links between pages that keep the visit, a link to copy, and the
// place in the Reader that a link names. Holds no text of any document.
if (!window.lunheng) {
  window.lunheng = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.lh-go, a.lh-copy");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.classList.contains("lh-go")) {
      window.history.pushState({}, "", link.href);
      window.dispatchEvent(new PopStateEvent("popstate"));
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
}
