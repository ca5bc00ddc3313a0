// Draws a figure with the Plotly that the server sends, and tells Python which mark was clicked. PLOTLY, set before, is its address below the server's.
const read = new TextDecoder();
let library = null;

const plotly = () =>
  (library ||= new Promise((found, failed) => {
    const script = document.createElement("script");
    script.src = new URL(PLOTLY, window.__streamlit.BACKEND_BASE_URL).href;
    script.onload = () => found(window.Plotly);
    script.onerror = () => {
      library = null;
      script.remove();
      failed(new Error(`${script.src} did not come`));
    };
    document.head.append(script);
  }));

// The words a figure shows: what it is drawn in has to be there before, as Plotly measures each word once.
const words = (part) => {
  if (Array.isArray(part)) return part.map(words).join("");
  if (!part || typeof part !== "object") return "";
  return Object.entries(part).map(([name, value]) => (name === "text" || name === "ticktext" ? [value].flat().join("") : words(value))).join("");
};
// Longer than this, a chart in another font says more than none.
const PATIENCE = 1500;
const font = ({ layout }, text) => {
  const { size, family } = { ...layout.template?.layout?.font, ...layout.font };
  const face = `${size}px ${family}`;
  return document.fonts.check(face, text) ? null
    : Promise.race([document.fonts.load(face, text), new Promise((done) => setTimeout(done, PATIENCE))]).catch(() => null);
};

async function show(box, told) {
  const { alt, figure } = JSON.parse(told);
  if (alt) box.setAttribute("aria-label", alt);
  box.style.minHeight = `${figure.layout.height ?? 450}px`;
  try {
    // One after the other would wait twice.
    await Promise.all([window.Plotly ?? plotly(), font(figure, words(figure))].filter(Boolean));
  } catch {
    box.textContent = alt;
    return;
  }
  // By now something else may have been told, or the page left.
  if (box.told !== told || !box.isConnected) return;
  box.figure = figure;
  box.besides = besidesShapes(figure);
  draw(box);
}

// All that is drawn anew with more than shapes. To be asked before Plotly writes its own into the figure.
const besidesShapes = ({ data, layout }) => JSON.stringify([data, { ...layout, shapes: null }]);

function draw(box) {
  const { figure } = box;
  // A box that is folded away has no width; it is drawn when it opens.
  if (!figure || !box.clientWidth) return;
  const ringed = box.stands === box.besides && box.drawn === box.clientWidth;
  box.stands = box.besides;
  box.drawn = box.clientWidth;
  // A ring is a shape: by itself it is drawn in a tenth of the time of all.
  if (ringed) window.Plotly.relayout(box, { shapes: figure.layout.shapes ?? [] });
  else
    window.Plotly.react(box, figure.data, { hovermode: "closest", dragmode: "pan", ...figure.layout, clickmode: "event", width: box.drawn },
      { displayModeBar: false });
  if (box.heard) return;
  box.heard = true;
  box.on("plotly_click", ({ points }) => {
    const mark = points.map((point) => [point.customdata].flat(Infinity)[0]).find(Boolean);
    if (!mark) return;
    box.picked(String(mark));
    // Until it moves, the pointer counts as gone: else its label is drawn again, last of all, over the ring.
    box.querySelector(".nsewdrag")?.dispatchEvent(new MouseEvent("mouseout"));
  });
}

function begin(parent) {
  const box = document.createElement("div");
  box.className = "lh-plot";
  box.setAttribute("role", "figure");
  parent.append(box);
  box.sized = new ResizeObserver(() => {
    if (box.figure && box.clientWidth && box.clientWidth !== box.drawn) draw(box);
  });
  box.sized.observe(box);
  return box;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(":scope > .lh-plot") ?? begin(parentElement);
  box.picked = (mark) => setTriggerValue("picked", mark);
  const told = read.decode(data);
  if (told !== box.told) {
    box.told = told;
    show(box, told);
  }
  return () => {
    // Streamlit says this at a new run too, while the box stands.
    if (box.isConnected) return;
    box.sized.disconnect();
    if (box.heard) window.Plotly.purge(box);
  };
}
