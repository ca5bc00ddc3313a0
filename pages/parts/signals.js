// Tells Python of presses and drags in HTML of ours. Holds no text of any document, and writes none.

// The place a line was taken from. Outlives a run: the page may be drawn anew while a line is in the hand.
let dragged = null;

export default function ({ setTriggerValue, parentElement }) {
  if (parentElement.lunheng) parentElement.lunheng.abort();
  const heard = (parentElement.lunheng = new AbortController());
  const on = (name, told) => document.addEventListener(name, told, { signal: heard.signal });
  const find = (event, selector) => event.target.closest && event.target.closest(selector);
  const frame = (handle) => handle.closest('[class*="st-key-entry_"]');
  const handles = () => [...document.querySelectorAll(".lh-handle")];

  const clear = () => {
    for (const line of document.querySelectorAll(".lh-drop, .lh-drop-after, .lh-dragged")) {
      line.classList.remove("lh-drop", "lh-drop-after", "lh-dragged");
    }
  };
  // Where a line let go here would come to stand, and beside which line that is.
  const target = (y) => {
    const all = handles();
    for (const [place, handle] of all.entries()) {
      const box = frame(handle).getBoundingClientRect();
      if (y < box.top + box.height / 2) return { before: place, line: frame(handle), after: false };
    }
    return { before: all.length, line: frame(all[all.length - 1]), after: true };
  };

  on("click", (event) => {
    const button = find(event, "button.lh-add");
    if (button) setTriggerValue("pressed", button.dataset.place);
  });
  on("dragstart", (event) => {
    const handle = find(event, ".lh-handle");
    if (!handle) return;
    dragged = Number(handle.dataset.place);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    frame(handle).classList.add("lh-dragged");
  });
  on("dragover", (event) => {
    if (dragged === null) return;
    event.preventDefault();
    const to = target(event.clientY);
    for (const line of document.querySelectorAll(".lh-drop, .lh-drop-after")) line.classList.remove("lh-drop", "lh-drop-after");
    to.line.classList.add(to.after ? "lh-drop-after" : "lh-drop");
  });
  on("drop", (event) => {
    if (dragged === null) return;
    event.preventDefault();
    const before = target(event.clientY).before;
    const to = before > dragged ? before - 1 : before;
    if (to !== dragged) setTriggerValue("moved", `${dragged}:${to}`);
  });
  on("dragend", () => {
    dragged = null;
    clear();
  });
  // The charts are drawn in the page's colours: a screen that turns dark in the evening has them drawn again.
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener(
    "change", () => window.setTimeout(() => setTriggerValue("recoloured", true), 200), { signal: heard.signal });
  // Defined in selected.js, which stands before this file.
  offerMarked((place) => setTriggerValue("chosen", place), heard.signal);
  return () => heard.abort();
}
