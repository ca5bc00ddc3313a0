// Streamlit's own widgets speak English. SAID, set before, holds what they say in each language; LANGUAGE is the visit's.
document.documentElement.lang = LANGUAGE;
window.lunhengWords = (() => {
  const whole = new Map();
  const parts = [];
  for (const [now, ...others] of SAID) {
    for (const other of others) {
      if (other === now) continue;
      const [before, after] = other.split("{}");
      if (after === undefined) whole.set(other, now);
      else parts.push([before, after, now]);
    }
  }
  return (text) => {
    const found = whole.get(text.trim());
    if (found) return found;
    for (const [before, after, now] of parts) {
      if (text.startsWith(before) && text.endsWith(after) && text.length > before.length + after.length) {
        return now.replace("{}", text.slice(before.length, text.length - after.length));
      }
    }
    return null;
  };
})();
{
  const NAMED = ["aria-label", "placeholder", "title", "alt"];
  // Nothing of a document, nor of ours, is touched.
  const OURS = '[data-testid="stHtml"], .lh-plot, [data-testid="stMarkdownContainer"], textarea, code';
  const ours = (element) => element.closest(OURS) && !element.closest('[data-testid^="stFileUploader"] button');
  const attribute = (element, name) => {
    const text = element.getAttribute(name);
    const said = text && window.lunhengWords(text);
    if (said && said !== text) element.setAttribute(name, said);
  };
  const node = (text) => {
    const said = text.nodeValue && window.lunhengWords(text.nodeValue);
    if (said && said !== text.nodeValue) text.nodeValue = said;
  };
  const tree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      if (root.parentElement && !ours(root.parentElement)) node(root);
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || ours(root)) return;
    for (const element of [root, ...root.querySelectorAll("[aria-label], [placeholder], [title], [alt]")]) {
      for (const name of NAMED) attribute(element, name);
    }
    // What is ours is passed over whole, a chart of thousands of words too.
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
      acceptNode: (found) => (found.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
        : found.matches(OURS) && ours(found) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP),
    });
    while (walk.nextNode()) node(walk.currentNode);
  };
  if (!window.lunhengWatched) {
    window.lunhengWatched = new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "attributes") attribute(change.target, change.attributeName);
        else if (change.type === "characterData") tree(change.target);
        // A chart that is drawn adds its marks one by one; Streamlit's drawings say nothing.
        else if (!(change.target instanceof SVGElement)) change.addedNodes.forEach(tree);
      }
    });
    window.lunhengWatched.observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMED,
    });
  }
  tree(document.body);
}
