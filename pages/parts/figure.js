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

// The words that a figure's notes hold.
const noted = (notes = []) => notes.map(({ lines }) => lines.flat().map(([, , text]) => text).join("")).join("");
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

// What is told of a figure itself stands last: its text is compared with what stands, and read where it is another.
const FIGURE = '"figure":';

async function show(box, told) {
  const from = told.indexOf(FIGURE);
  const { alt, rings } = JSON.parse(`${told.slice(0, from)}${FIGURE}0}`);
  const body = told.slice(from + FIGURE.length, -1);
  if (alt) box.setAttribute("aria-label", alt);
  const figure = body === box.body ? box.figure : JSON.parse(body);
  box.style.minHeight = `${figure.layout.height ?? 450}px`;
  try {
    // One after the other would wait twice.
    if (body !== box.body) await Promise.all([window.Plotly ?? plotly(), font(figure, words(figure) + noted(figure.notes))].filter(Boolean));
  } catch {
    box.textContent = alt;
    return;
  }
  // By now something else may have been told, or the page left.
  if (box.told !== told || !box.isConnected) return;
  Object.assign(box, { figure, body, rings });
  draw(box);
}

const LINE = 1.3; // from line to line, of the size of the type, as Plotly has it
const pen = document.createElement("canvas").getContext("2d");
const heights = new Map();
// How far a font reaches above the line it stands on and below it, in whole pixels.
const reach = (size, family, weight) => {
  const font = `${weight} ${size}px ${family}`;
  if (heights.has(font)) return heights.get(font);
  pen.font = font;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = pen.measureText("");
  const found = [Math.round(fontBoundingBoxAscent), Math.round(fontBoundingBoxDescent)];
  // While a font is on its way, another is measured.
  if (document.fonts.status === "loaded") heights.set(font, found);
  return found;
};
const make = (name, properties, parent) => {
  const made = parent.appendChild(document.createElementNS("http://www.w3.org/2000/svg", name));
  for (const [property, value] of Object.entries(properties)) made.setAttribute(property, value);
  return made;
};
// A sheet of our own above what Plotly draws, below the pointer's label.
const anew = (box, name) => {
  const above = box.querySelector(".infolayer");
  above.querySelector(`:scope > .${name}`)?.remove();
  return make("g", { class: name }, above);
};
// Another one above the figure's lines, below its marks.
const between = (box, name, left) => {
  box.querySelector(`.${name}`)?.remove();
  const marks = box.querySelector(".scatterlayer .trace:has(.point)");
  const sheet = make("g", { class: name, transform: `translate(${-left})` }, marks.parentNode);
  marks.before(sheet);
  return sheet;
};
// Rings what is chosen, as Plotly would draw the shapes: it would draw all of a figure's anew.
function ring(box) {
  const { layout } = box.figure;
  const { l, r } = layout.margin;
  const room = box.drawn - l - r;
  const above = anew(box, "lh-rings");
  const below = box.rings.some(({ layer }) => layer === "between") ? between(box, "lh-ties", l) : box.querySelector(".lh-ties")?.remove();
  for (const { type, layer, xref, xsizemode, xanchor, x0, x1, yref, ysizemode, yanchor, y0, y1, line } of box.rings) {
    const sheet = layer === "between" ? below : above;
    const [first, last] = xref === "paper" ? [0, 1] : layout.xaxis.range;
    const across = (x) => l + ((x - first) / (last - first)) * room;
    const down = (y) => (yref === "paper" ? (1 - y) * layout.height : y);
    const xs = [x0, x1].map((x) => (xsizemode === "pixel" ? across(xanchor) + x : across(x)));
    const ys = [y0, y1].map((y) => (ysizemode === "pixel" ? down(yanchor) - y : down(y)));
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const drawn = { fill: "none", stroke: line.color, "stroke-width": line.width };
    if (type === "circle")
      make("ellipse", { cx: (left + right) / 2, cy: (top + bottom) / 2, rx: (right - left) / 2, ry: (bottom - top) / 2, ...drawn }, sheet);
    else if (type === "rect") make("rect", { x: left, y: top, width: right - left, height: bottom - top, ...drawn }, sheet);
    else make("line", { x1: xs[0], x2: xs[1], y1: ys[0], y2: ys[1], ...(line.dash?.includes(",") ? { "stroke-dasharray": line.dash } : {}), ...drawn }, sheet);
  }
}
// Writes the figure's notes where Plotly would, which draws each of its own twice, and measures it each time.
function write(box) {
  const { notes = [], layout } = box.figure;
  const { l, r } = layout.margin;
  const sheet = anew(box, "lh-notes");
  const backed = [];
  for (const { share, beside, y, across, down, font, lines, behind, turned } of notes) {
    const family = font.family ?? layout.template.layout.font.family;
    const weight = font.weight ?? 400;
    const [up, under] = reach(Math.max(font.size, ...lines.flat().map(([size]) => size)), family, weight);
    const high = up + under + (lines.length - 1) * LINE * font.size;
    const x = l + share * (box.drawn - l - r) + beside;
    // Plotly keeps a pixel free around, and rounds.
    const left = Math.round(x + { left: 1, center: 0, right: -1 }[across]);
    const top = Math.round(y - { top: 0, middle: high / 2 + 1, bottom: high + 2 }[down]) + 1;
    const text = make("text", {
      "text-anchor": turned ? "start" : { left: "start", center: "middle", right: "end" }[across],
      ...(turned ? { transform: `translate(${Math.round(x)} ${y - 1}) rotate(-90)`, y: up - high / 2 } : { x: left, y: top + up }),
    }, sheet);
    Object.assign(text.style, { fontFamily: family, fontSize: `${font.size}px`, fontWeight: weight, fill: font.color, whiteSpace: "pre" });
    lines.forEach((runs, number) => {
      const line = lines.length > 1 ? make("tspan", { x: left, dy: `${number ? LINE : 0}em` }, text) : text;
      for (const [size, colour, words] of runs) {
        const run = size || colour ? make("tspan", {}, line) : line;
        if (size) run.style.fontSize = `${size}px`;
        if (colour) run.style.fill = colour;
        run.append(words);
      }
    });
    if (behind) backed.push([text, behind, top, high]);
  }
  // All are measured before any is backed: each change would have all measured anew.
  const wide = backed.map(([text]) => text.getBBox());
  backed.forEach(([text, fill, top, high], place) => {
    const { x, width } = wide[place];
    text.before(make("rect", { x: x - 0.5, y: top - 0.5, width: width + 1, height: high + 1, fill }, sheet));
  });
}

function draw(box) {
  const { figure } = box;
  // A box that is folded away has no width; it is drawn when it opens.
  if (!figure || !box.clientWidth) return;
  const stands = box.stands === box.body && box.drawn === box.clientWidth;
  box.stands = box.body;
  box.drawn = box.clientWidth;
  if (!stands) {
    window.Plotly.react(box, figure.data, { hovermode: "closest", dragmode: "pan", ...figure.layout, clickmode: "event", width: box.drawn },
      { displayModeBar: false });
    write(box);
  }
  ring(box);
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
