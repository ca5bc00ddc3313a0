// The words somebody marks in the Reader, as places of the document's text. Holds no text of any document, and writes none.

// A page's labels and numbers stand among the words, and hidden signs are shown as their codes: no characters of the text.
function count(line, node, offset) {
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const label of part.querySelectorAll("sup, .lh-tag")) label.remove();
  for (const sign of part.querySelectorAll(".lh-hidden")) sign.replaceWith(sign.textContent ? " " : "");
  return [...part.textContent].length;
}

function place(node, offset) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const line = element && element.closest(".lh-reader p[data-at]");
  return line ? Number(line.dataset.at) + count(line, node, offset) : null;
}

// Returns the article, start and end of what is marked; nothing where it is not all in one article.
function marked() {
  const chosen = window.getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const article = (within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement).closest(".lh-reader");
  if (!article || !article.dataset.code) return null;
  const start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? { article, start, end, box: range.getBoundingClientRect() } : null;
}

// Offers to code what is marked, until `signal` ends it; `chosen` is told its place.
function offerMarked(chosen, signal) {
  const on = (name, told) => document.addEventListener(name, told, { signal });
  for (const old of document.querySelectorAll("button.lh-code")) old.remove();
  const button = document.createElement("button");
  button.className = "lh-code";
  button.type = "button";
  button.hidden = true;
  document.body.append(button);

  const tell = () => {
    const found = marked();
    button.hidden = true;
    if (!found) return;
    window.getSelection().removeAllRanges();
    chosen(`${found.article.dataset.doc}:${found.start}:${found.end}`);
  };
  const offer = () => {
    const found = marked();
    button.hidden = !found;
    if (!found) return;
    button.textContent = found.article.dataset.code;
    button.style.left = `${Math.max(8, Math.min(found.box.left, window.innerWidth - 200)) + window.scrollX}px`;
    button.style.top = `${found.box.bottom + 6 + window.scrollY}px`;
  };
  const later = (event) => { if (event.target !== button) window.setTimeout(offer, 0); };
  on("mouseup", later);
  on("touchend", later);
  on("keyup", (event) => { if (event.shiftKey || event.key === "Shift") offer(); });
  on("selectionchange", () => { if (!marked()) button.hidden = true; });
  on("scroll", () => { button.hidden = true; });
  on("keydown", (event) => {
    if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, [contenteditable]")) return;
    if (!marked()) return;
    // Streamlit has a key of its own here, which empties its caches.
    event.stopPropagation();
    tell();
  });
  // What is marked stays marked while the button is pressed.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", tell);
  signal.addEventListener("abort", () => button.remove());
}
