// The page of a model: its source, graph and passes, which light up together, and numbers that follow the inputs.
// `evaluate` and `rows` come before this text: made from the model's program and from the rows of its gates.

const data = JSON.parse(document.getElementById("data").textContent);
const gates = data.gates;
gates.forEach((gate, number) => {
  gate.number = number;
});
const byId = id => document.getElementById(id);
const list = selector => Array.from(document.querySelectorAll(selector));

// Numbers

/** Two decimals, where these say enough; the pictures that are written without a page have the same. */
function numeral(x) {
  if (Number.isNaN(x)) {
    return "NaN";
  }
  if (!Number.isFinite(x)) {
    return x > 0 ? "∞" : "−∞";
  }
  const size = Math.abs(x);
  const text = x === 0 ? "0.00"
      : size >= 0.01 && size < 100000 ? x.toFixed(2)
      : x.toExponential(1).replace("e+", "e");
  return text.replace(/-/g, "−");
}

function exact(x) {
  return Object.is(x, -0) ? "-0" : String(x);
}

/** So many digits of it. */
function digits(x, count) {
  return Number.isFinite(x) ? exact(Number(x.toPrecision(count))).replace(/-/g, "−") : numeral(x);
}

function decoded(base64) {
  const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  return new Float64Array(bytes.buffer);
}

function norm(array) {
  let sum = 0;
  array.forEach(x => {
    sum += x * x;
  });
  return Math.sqrt(sum);
}

// The model at the inputs

const start = decoded(data.vector);
const vector = Float64Array.from(start);
const sizes = data.dims.map(dim => dim[1]);
let values = [];

function compute() {
  if (data.live) {
    values = evaluate(sizes, vector).values;
  }
}

const inputOf = new Map(data.inputs.filter(input => input.gate !== undefined).map(input => [input.gate, input]));

/** A number, an array, or undefined where the page does not know. */
function valueOf(gate) {
  const input = inputOf.get(gate.number);
  if (data.live && input !== undefined) {
    return gate.shape === "" ? vector[input.offset] : vector.subarray(input.offset, input.offset + input.length);
  }
  if (gate.constant !== undefined) {
    return gate.shape === "" ? decoded(gate.constant)[0] : spread(gate.constant, gate);
  }
  return gate.value === undefined ? undefined : values[gate.value];
}

/** A gate's elements; one number stands for each of them. */
function spread(base64, gate) {
  const elements = decoded(base64);
  const count = gate.sizes.reduce((a, b) => a * b, 1);
  return elements.length === count ? elements : new Float64Array(count).fill(elements[0]);
}

function gradientOf(gate) {
  if (gate.constantGradient !== undefined) {
    return gate.shape === "" ? decoded(gate.constantGradient)[0] : spread(gate.constantGradient, gate);
  }
  return gate.gradient === undefined ? undefined : values[gate.gradient];
}

function hasGradient(gate) {
  return gate.gradient !== undefined || gate.constantGradient !== undefined;
}

function valueText(gate) {
  if (gate.shape !== "") {
    return "[" + gate.sizes.join(", ") + "]";
  }
  const value = data.live ? valueOf(gate) : decoded(gate.valueSummary)[0];
  return value === undefined ? "" : numeral(value);
}

function gradientText(gate) {
  let gradient = gradientOf(gate);
  if (!data.live && gate.gradientSummary !== undefined) {
    gradient = decoded(gate.gradientSummary)[0];
  } else if (gradient !== undefined && gate.shape !== "") {
    gradient = norm(gradient);
  }
  return gradient === undefined ? "" : (gate.shape === "" ? "" : "‖g‖ ") + numeral(gradient);
}

// The documents' parts

function element(name, properties, ...children) {
  const made = document.createElement(name);
  Object.entries(properties).forEach(([key, value]) => {
    if (key in made) {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  });
  made.append(...children);
  return made;
}

/** For each number that an attribute names, the elements that have it. */
function index(attribute) {
  const found = new Map();
  list("#graph [" + attribute + "]").forEach(e => {
    const key = e.getAttribute(attribute);
    found.set(key, (found.get(key) || []).concat(e));
  });
  return key => found.get(String(key)) || [];
}

const drawn = index("data-gate");
const partsDrawn = index("data-part");
const valuesDrawn = index("data-value");
const gradientsDrawn = index("data-gradient");
const wiresFrom = index("data-from");
const wiresTo = index("data-to");
const stubs = index("data-stub");

/** Both passes, a line each: what is stepped through. */
const lines = data.forward.map(line => Object.assign(line, {pass: "forward"}))
    .concat(data.backward.map(line => Object.assign(line, {pass: "backward"})));

function makeLine(line) {
  line.number = element("span", {className: "number"});
  line.text = element("span", {className: "text", role: "button", tabIndex: -1}, line.code);
  if (line.remark !== "") {
    line.text.append(element("span", {className: "remark"}, "  # " + line.remark));
  }
  line.element = element("li", {}, line.number, line.text);
  if (line.loops.length > 0) {
    const loops = element("span", {className: "loops", hidden: true}, line.loops.join("\n"));
    const more = element("button", {type: "button", className: "more", tabIndex: -1, title: "The loops that compute it (L)", "aria-label": "loops"}, "▸");
    more.setAttribute("aria-expanded", "false");
    more.addEventListener("click", event => {
      event.stopPropagation();
      loops.hidden = !loops.hidden;
      more.textContent = loops.hidden ? "▸" : "▾";
      more.setAttribute("aria-expanded", String(!loops.hidden));
    });
    line.toggle = () => more.click();
    line.element.insertBefore(more, line.text);
    line.element.append(loops);
  }
  byId(line.pass).append(line.element);
}

/** The source, cut where a gate's text begins or ends; each piece knows the gates of the shortest texts around it. */
const pieces = [];

function makeSource() {
  const cuts = new Set([0, data.source.length]);
  const spans = [];
  gates.forEach((gate, number) => gate.places.forEach(([from, to]) => {
    spans.push({from, to, number});
    cuts.add(from).add(to);
  }));
  for (let i = data.source.indexOf("\n"); i >= 0; i = data.source.indexOf("\n", i + 1)) {
    cuts.add(i).add(i + 1);
  }
  spans.sort((a, b) => a.from - b.from);
  const ordered = Array.from(cuts).sort((a, b) => a - b);
  let open = [];
  let next = 0;
  let row;
  const newRow = () => {
    row = element("span", {className: "text"});
    const number = element("span", {className: "number"}, String(byId("source").children.length + 1));
    byId("source").append(element("li", {}, number, row));
  };
  newRow();
  for (let i = 0; i + 1 < ordered.length; i++) {
    const from = ordered[i];
    const text = data.source.slice(from, ordered[i + 1]).replace("\r", "");
    while (next < spans.length && spans[next].from <= from) {
      open.push(spans[next++]);
    }
    open = open.filter(span => span.to > from);
    if (text === "\n") {
      if (ordered[i + 1] < data.source.length) {
        newRow();
      }
    } else if (open.length === 0) {
      row.append(text);
    } else {
      const shortest = Math.min(...open.map(span => span.to - span.from));
      const piece = element("span", {role: "button", tabIndex: -1}, text);
      const own = open.filter(span => span.to - span.from === shortest).map(span => span.number);
      pieces.push({element: piece, gates: own});
      row.append(piece);
    }
  }
}

// What is pointed at

let pinned = null;
let pointed = null;

/** A thing to light: its gates, and the line that was pointed at. */
function ofGate(number) {
  return {gates: [number], line: null};
}

function ofLine(line) {
  const none = line.adjoint && line.by.length === 0;
  return {gates: none ? [line.gate] : line.by, line};
}

function ofPart(id) {
  return {gates: gates.filter(gate => gate.parts.includes(id)).map(gate => gate.number), line: null, part: id};
}

function unlight() {
  list(".lit, .own").forEach(e => e.classList.remove("lit", "own"));
}

function lightElement(e) {
  e.classList.add("lit");
}

function light(thing, reveals) {
  unlight();
  if (thing === null) {
    describe(null);
    return;
  }
  const chosen = new Set(thing.gates);
  chosen.forEach(number => {
    drawn(number).forEach(lightElement);
    gates[number].parts.forEach(part => partsDrawn(part).forEach(lightElement));
    wiresFrom(number).forEach(lightElement);
    stubs(number).forEach(lightElement);
    wiresTo("g" + number).forEach(lightElement);
    gates[number].wires.forEach(wire => stubs(wire.from).forEach(lightElement));
  });
  const pointsAt = line => !(thing.line !== null && thing.line.pass === line.pass);
  const found = lines.filter(line =>
    line === thing.line
        || !line.element.classList.contains("later") && pointsAt(line) && line.by.some(number => chosen.has(number)));
  found.forEach(line => lightElement(line.element));
  if (thing.gates.length === 1 && thing.line === null) {
    // where its own gradient is computed
    lines.filter(line => line.adjoint && line.gate === thing.gates[0] && !line.element.classList.contains("later"))
        .forEach(line => line.element.classList.add("own"));
  }
  const texts = pieces.filter(piece => piece.gates.some(number => chosen.has(number)));
  texts.forEach(piece => lightElement(piece.element));
  if (reveals) {
    found.filter(line => line.pass === "forward").slice(0, 1).forEach(line => reveal(line.element));
    found.filter(line => line.pass === "backward").slice(0, 1).forEach(line => reveal(line.element));
    texts.slice(0, 1).forEach(piece => reveal(piece.element));
    const visible = thing.gates.flatMap(number => drawn(number)).filter(e => !e.closest(".view").hidden);
    visible.slice(0, 1).forEach(reveal);
  }
  describe(thing);
}

/** Scrolls what is around an element, but never the page. */
function reveal(e) {
  const around = e.closest("ol, #graph");
  const inner = e.getBoundingClientRect();
  const outer = around.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    around.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
  if (around.id === "graph" && (inner.left < outer.left || inner.right > outer.right)) {
    around.scrollLeft += inner.left - outer.left - 40;
  }
}

function thingAt(target) {
  const at = target.closest === undefined ? null
      : target.closest("[data-gate], [data-part], path[data-from], .code li, #source span[role]");
  if (at === null) {
    return null;
  }
  if (at.hasAttribute("data-gate")) {
    return ofGate(Number(at.getAttribute("data-gate")));
  }
  if (at.hasAttribute("data-part")) {
    return ofPart(Number(at.getAttribute("data-part")));
  }
  if (at.hasAttribute("data-from")) {
    return ofGate(Number(at.getAttribute("data-from")));
  }
  const line = lines.find(l => l.element === at);
  if (line !== undefined) {
    return ofLine(line);
  }
  const piece = pieces.find(p => p.element === at);
  return piece === undefined ? null : {gates: piece.gates, line: null};
}

function point(event) {
  const thing = thingAt(event.target);
  if (thing !== null || pointed !== null) {
    pointed = thing;
    light(thing === null ? pinned : thing, false);
  }
}

function pin(target) {
  const part = target.closest("[data-part]");
  if (part !== null) {
    const focused = part === document.activeElement;
    open("p" + part.getAttribute("data-part"));
    if (focused) {
      stops.graph()[0].focus();
    }
    return;
  }
  pinned = thingAt(target);
  light(pinned, true);
}

// The gate in words and numbers

const HINT = "Point at a gate, a wire or a line to see it everywhere. A click keeps it, Esc lets go. "
    + "← and → step through both passes; Tab and the arrow keys go where the mouse goes.";

function describe(thing) {
  const panel = byId("gate");
  panel.replaceChildren(element("h2", {}, "Gate"));
  if (thing === null || thing.gates.length === 0) {
    panel.append(element("p", {className: "hint"}, HINT));
    return;
  }
  if (thing.part !== undefined) {
    const part = data.parts.find(p => p.id === thing.part);
    panel.append(element("p", {className: "formula"}, element("strong", {}, part.title)),
        element("p", {}, thing.gates.length + " gates: a click opens them."));
    return;
  }
  if (thing.line !== null && thing.line.seed) {
    panel.append(element("p", {}, "The backward pass begins here: the gradient of a value by itself is 1."));
  }
  thing.gates.slice(0, MAX_DESCRIBED).forEach((number, i) => {
    if (i > 0) {
      panel.append(element("hr", {}));
    }
    describeGate(number, panel);
  });
  if (thing.gates.length > MAX_DESCRIBED) {
    panel.append(element("p", {className: "hint"}, "and " + (thing.gates.length - MAX_DESCRIBED) + " more"));
  }
}

const MAX_DESCRIBED = 3;

function describeGate(number, panel) {
  const gate = gates[number];
  const line = data.forward.find(l => l.gate === number);
  panel.append(element("p", {className: "formula"}, element("strong", {},
      line === undefined ? gate.name + (gate.shape === "" ? "" : gate.shape) : line.code)));
  const doc = gate.kind === "input" ? "An input." : gate.kind === "param" ? "A parameter." : gate.doc;
  if (doc !== "") {
    panel.append(element("p", {}, doc));
  }
  panel.append(readings(gate));
  if (gate.wires.some(wire => wire.local !== undefined)) {
    panel.append(operands(number));
  }
  if (gate.flow !== undefined) {
    panel.append(element("p", {}, gate.flow));
  }
  const uses = users(gate);
  if (hasGradient(gate) && uses.length > 1) {
    panel.append(element("p", {}, "Fan-out adds: it is used " + uses.length + " times, and its gradient is the sum of what comes back."));
    panel.append(fanOut(gate));
  }
}

function readings(gate) {
  const table = element("table", {});
  const add = (name, style, number, text, known) => {
    const scalar = typeof number === "number";
    const cell = element("td", {className: style, title: scalar ? exact(number) : ""}, !known ? "not yet" : scalar ? digits(number, 6) : text);
    table.append(element("tr", {}, element("th", {scope: "row"}, name), cell));
    if (known && number !== undefined && !scalar && number.length > 0) {
      cell.append(" ", numbers(number, gate.sizes));
    }
  };
  add("value", "value", data.live ? valueOf(gate) : undefined, valueText(gate), !unknownValues.has(gate.number));
  if (gradientText(gate) === "") {
    table.append(element("tr", {}, element("th", {scope: "row"}, "gradient"), element("td", {}, "not needed")));
  } else {
    add("gradient", "gradient", data.live ? gradientOf(gate) : undefined, gradientText(gate), !unknownGradients.has(gate.number));
  }
  return table;
}

/** The gate's operands' values, where they and it are numbers. */
function operandValues(gate) {
  const there = data.live && gate.operands !== undefined && rows[gate.number] !== undefined;
  return there ? gate.operands.map(o => typeof o === "number" ? valueOf(gates[o]) : decoded(o.constant)[0]) : null;
}

function local(gate, operand) {
  return rows[gate.number].d[operand](...operandValues(gate), valueOf(gate));
}

/** By each operand the local derivative, and what it sends back. */
function operands(number) {
  const gate = gates[number];
  const scalar = operandValues(gate) !== null;
  const gradient = gradientOf(gate);
  const sends = scalar && typeof gradient === "number" && !unknownGradients.has(number);
  const known = scalar && !unknownValues.has(number);
  const heads = ["operand", "local derivative"].concat(sends ? ["sends back"] : []);
  const table = element("table", {}, element("tr", {}, ...heads.map(t => element("th", {scope: "col"}, t))));
  gate.wires.forEach(wire => {
    const at = known ? local(gate, wire.operand) : 0;
    const own = digits(at, 4);
    const row = element("tr", {},
        element("td", {className: "formula"}, gates[wire.from].name + wire.how),
        element("td", {className: "formula"}, wire.local + (known && wire.local !== own ? " = " + own : "")));
    if (sends) {
      const back = !hasGradient(gates[wire.from]) ? "not needed"
          : digits(gradient, 4) + " × " + own + " = " + digits(gradient * at, 4);
      row.append(element("td", {className: "gradient"}, back));
    }
    table.append(row);
  });
  return table;
}

/** The gates that a gate's value goes to, each with the wire that brings it. */
function users(gate) {
  return gates.flatMap(user => user.wires.filter(wire => wire.from === gate.number).map(wire => ({user, wire})));
}

/** The sum that a gradient is where several gates send one back. */
function fanOut(gate) {
  const back = users(gate).filter(({user}) => hasGradient(user));
  const numbers = back.every(({user}) => operandValues(user) !== null && typeof gradientOf(user) === "number");
  if (!numbers || unknownGradients.has(gate.number)) {
    return element("p", {className: "formula"}, back.map(({user}) => user.name).join(", "));
  }
  const terms = back.map(({user, wire}) => digits(gradientOf(user) * local(user, wire.operand), 4) + " (" + user.name + ")");
  return element("p", {className: "formula gradient"}, digits(gradientOf(gate), 4) + " = " + terms.join(" + "));
}

/** An array on request: a table with a colour for each number, or a heat map of many. */
function numbers(array, shape) {
  const box = element("details", {}, element("summary", {}, "show numbers"));
  box.addEventListener("toggle", () => {
    if (box.open && box.children.length === 1) {
      box.append(element("div", {className: "numbers"}, array.length <= 400 ? heatTable(array, shape) : heatMap(array, shape)));
    }
  });
  return box;
}

function largest(array) {
  return array.reduce((most, x) => Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most, 0) || 1;
}

function heat(x, most) {
  return "rgba(var(--" + (x < 0 ? "cold" : "heat") + "), " + (Number.isFinite(x) ? Math.abs(x) / most * 0.6 : 0) + ")";
}

function heatTable(array, shape) {
  const width = shape[shape.length - 1];
  const height = shape.length > 1 ? shape[shape.length - 2] : 1;
  const most = largest(array);
  const table = element("table", {});
  for (let i = 0; i < array.length; i += width) {
    if (shape.length > 2 && i % (width * height) === 0) {
      table.append(element("tr", {}, element("th", {colSpan: width}, slice(i / (width * height), shape))));
    }
    const row = element("tr", {});
    for (let j = i; j < i + width; j++) {
      const cell = element("td", {title: exact(array[j])}, numeral(array[j]));
      cell.style.backgroundColor = heat(array[j], most);
      row.append(cell);
    }
    table.append(row);
  }
  return table;
}

/** Which of the matrices in an array it is: [0, 2]. */
function slice(number, shape) {
  const places = [];
  let rest = number;
  for (let axis = shape.length - 3; axis >= 0; axis--) {
    places.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return "[" + places.join(", ") + "]";
}

function heatMap(array, shape) {
  const width = shape[shape.length - 1];
  const height = array.length / width;
  const canvas = element("canvas", {width: Math.min(width, 400), height: Math.min(height, 400), role: "img"});
  const paint = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const most = largest(array);
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const value = array[Math.floor(y * height / canvas.height) * width + Math.floor(x * width / canvas.width)];
      const colour = style.getPropertyValue(value < 0 ? "--cold" : "--heat");
      paint.fillStyle = "rgba(" + colour + ", " + (Number.isFinite(value) ? Math.abs(value) / most : 0) + ")";
      paint.fillRect(x, y, 1, 1);
    }
  }
  canvas.style.width = canvas.width * Math.max(1, Math.floor(240 / canvas.width)) + "px";
  canvas.style.height = canvas.height * Math.max(1, Math.floor(240 / canvas.height)) + "px";
  const low = array.reduce((a, b) => Math.min(a, b), Infinity);
  const high = array.reduce((a, b) => Math.max(a, b), -Infinity);
  const mean = array.reduce((a, b) => a + b, 0) / array.length;
  const text = height + " × " + width + ", from " + numeral(low) + " to " + numeral(high) + ", mean " + numeral(mean);
  canvas.setAttribute("aria-label", "heat map, " + text);
  return element("div", {}, canvas, element("p", {className: "hint"}, text + "; blue above 0, red below"));
}

// Steps

/** How many lines have been computed; null for all of them, without steps. */
let step = null;

/** The gates whose value, or whose gradient, has not been computed by the steps so far. */
const unknownValues = new Set();
const unknownGradients = new Set();

function toStep(number) {
  step = number === null ? null : Math.max(0, Math.min(lines.length, number));
  showSteps();
  if (step !== null && step > 0) {
    const line = lines[step - 1];
    pinned = ofLine(line);
    light(pinned, true);
    reveal(line.element);
    announce(line.pass + " pass, " + line.code + numberOf(line));
  } else {
    pinned = null;
    light(null, false);
  }
}

function numberOf(line) {
  return line.gate === undefined ? "" : ", " + (line.adjoint ? gradientText(gates[line.gate]) : valueText(gates[line.gate]));
}

function announce(text) {
  byId("announcement").textContent = text;
}

function showSteps() {
  const stepping = step !== null;
  unknownValues.clear();
  unknownGradients.clear();
  if (stepping) {
    lines.slice(step).filter(line => line.gate !== undefined)
        .forEach(line => (line.adjoint ? unknownGradients : unknownValues).add(line.gate));
  }
  lines.forEach((line, i) => {
    line.element.classList.toggle("later", stepping && i >= step);
    line.element.classList.toggle("current", stepping && i === step - 1);
  });
  const current = stepping && step > 0 ? lines[step - 1] : undefined;
  gates.forEach((gate, i) => {
    const later = unknownValues.has(i);
    drawn(i).forEach(e => {
      e.classList.toggle("later", later);
      e.classList.toggle("current", current !== undefined && current.gate === i);
    });
    wiresFrom(i).forEach(e => e.classList.toggle("later", later));
    valuesDrawn(i).forEach(e => e.classList.toggle("unknown", later));
    gradientsDrawn(i).forEach(e => e.classList.toggle("unknown", unknownGradients.has(i)));
  });
  data.parts.forEach(part => {
    const later = stepping && gates.some(gate => gate.parts.includes(part.id) && unknownValues.has(gate.number));
    partsDrawn(part.id).forEach(e => e.classList.toggle("later", later));
  });
  const forward = data.forward.length;
  byId("progress").textContent = !stepping ? ""
      : step <= forward ? "forward " + step + " of " + forward
      : "backward " + (step - forward) + " of " + data.backward.length;
}

function stepBy(how) {
  const at = step === null ? lines.length : step;
  const to = {first: 0, back: at - 1, next: step === null ? 1 : at + 1, all: null}[how];
  toStep(to !== null && to > lines.length ? null : to);
}

// Views

let view = list(".view").find(v => !v.hidden).dataset.view;
let zoom = 1;

function open(name) {
  view = name;
  list(".view").forEach(v => {
    v.hidden = v.dataset.view !== name;
  });
  showViews();
  rove(byId("graph"));
  light(pinned, false);
  toFirst();
}

/** Where the graph begins. */
function toFirst() {
  const first = document.querySelector(".view:not([hidden]) [tabindex]");
  byId("graph").scrollLeft = 0;
  if (first !== null) {
    reveal(first);
  }
}

function showViews() {
  const there = name => document.querySelector('.view[data-view="' + name + '"]') !== null;
  const nav = byId("views");
  nav.replaceChildren();
  const add = (name, title) => {
    const button = element("button", {type: "button"}, title);
    if (name === view) {
      button.setAttribute("aria-current", "page");
    }
    button.addEventListener("click", () => {
      open(name);
      nav.querySelector("[aria-current]").focus();
    });
    nav.append(button);
  };
  if (!there("overview")) {
    return;
  }
  if (there("all")) {
    add("all", "All gates");
  }
  add("overview", "Overview");
  const part = data.parts.find(p => "p" + p.id === view);
  if (part !== undefined) {
    add(view, "› " + part.title);
  }
}

function zoomTo(factor) {
  zoom = factor;
  list(".view > svg").forEach(svg => {
    svg.setAttribute("width", String(svg.viewBox.baseVal.width * zoom));
    svg.setAttribute("height", String(svg.viewBox.baseVal.height * zoom));
  });
}

function zoomBy(how) {
  const svg = document.querySelector(".view:not([hidden]) > svg");
  const fitting = (byId("graph").clientWidth - 32) / svg.viewBox.baseVal.width;
  zoomTo({
    out: Math.max(0.1, zoom / 1.25),
    in: Math.min(4, zoom * 1.25),
    fit: Math.min(1.6, fitting),
    // no smaller than can be read
    begin: Math.min(1.25, Math.max(0.75, fitting))
  }[how]);
}

// The keyboard: one stop for each pane, arrow keys within it

const stops = {
  graph: () => list(".view:not([hidden]) [tabindex]"),
  source: () => pieces.map(piece => piece.element),
  forward: () => data.forward.map(line => line.text),
  backward: () => data.backward.map(line => line.text)
};

function rove(pane) {
  const all = stops[pane.id]();
  all.forEach(e => e.setAttribute("tabindex", "-1"));
  if (all.length > 0) {
    all[0].setAttribute("tabindex", "0");
  }
}

function moveTo(from, to) {
  if (to !== undefined) {
    from.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus({preventScroll: true});
    reveal(to);
  }
}

/** Along the wires to the right and left, else to what is drawn next above or below. */
function neighbour(e, key, all) {
  const number = e.hasAttribute("data-gate") ? Number(e.getAttribute("data-gate")) : -1;
  const visible = wanted => all.find(other => other.getAttribute("data-gate") === String(wanted));
  if (number >= 0 && key === "ArrowRight") {
    return gates.filter(gate => gate.wires.some(wire => wire.from === number))
        .map(gate => visible(gate.number)).find(other => other !== undefined);
  }
  if (number >= 0 && key === "ArrowLeft") {
    return gates[number].wires.map(wire => visible(wire.from)).find(other => other !== undefined);
  }
  if (e.closest("#graph") === null) {
    return all[all.indexOf(e) + (key === "ArrowDown" || key === "ArrowRight" ? 1 : -1)];
  }
  const place = other => {
    const box = other.getBoundingClientRect();
    return {x: box.left, y: box.top};
  };
  const from = place(e);
  const ahead = other => {
    const to = place(other);
    const [along, across] = key === "ArrowDown" ? [to.y - from.y, to.x - from.x]
        : key === "ArrowUp" ? [from.y - to.y, to.x - from.x]
        : key === "ArrowRight" ? [to.x - from.x, to.y - from.y] : [from.x - to.x, to.y - from.y];
    return along > 5 ? along + 2 * Math.abs(across) : Infinity;
  };
  const best = all.filter(other => ahead(other) < Infinity).sort((a, b) => ahead(a) - ahead(b));
  return best[0];
}

/** What is kept, else the steps, else the part that is open. */
function letGo() {
  if (step !== null) {
    toStep(null);
  } else if (pinned !== null) {
    pinned = null;
    light(null, false);
  } else if (view.startsWith("p")) {
    open("overview");
  }
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, textarea, summary")) {
    return;
  }
  const pane = event.target.closest("#graph, #source, #forward, #backward");
  const stop = pane === null ? null : event.target.closest("[tabindex]");
  if (event.key === "Escape") {
    letGo();
  } else if (stop !== null && pane.contains(stop) && event.key.startsWith("Arrow")) {
    const all = stops[pane.id]();
    const flat = pane.id !== "graph" && pane.id !== "source" && (event.key === "ArrowLeft" || event.key === "ArrowRight");
    if (flat) {
      stepBy(event.key === "ArrowLeft" ? "back" : "next");
    } else {
      moveTo(stop, neighbour(stop, event.key, all));
    }
  } else if (stop !== null && (event.key === "Enter" || event.key === " ") && !event.target.matches("button")) {
    pin(event.target);
  } else if (stop !== null && event.key.toLowerCase() === "l") {
    const line = lines.find(l => l.text === stop);
    if (line !== undefined && line.toggle !== undefined) {
      line.toggle();
    }
  } else if (pane === null && event.key === "ArrowRight") {
    stepBy("next");
  } else if (pane === null && event.key === "ArrowLeft") {
    stepBy("back");
  } else if (stop !== null && pane.id !== "graph" && (event.key === "Home" || event.key === "End")) {
    const all = stops[pane.id]();
    moveTo(stop, event.key === "Home" ? all[0] : all[all.length - 1]);
  } else if (event.key === "Home") {
    stepBy("first");
  } else if (event.key === "End") {
    stepBy("all");
  } else {
    return;
  }
  event.preventDefault();
}

// Inputs

const MAX_EDITED = 2000;
const MAX_OPEN = 12;

function nested(array, shape) {
  if (shape.length <= 1) {
    return "[" + Array.from(array, exact).join(", ") + "]";
  }
  const size = array.length / shape[0];
  const parts = Array.from({length: shape[0]}, (_, i) => nested(array.subarray(i * size, (i + 1) * size), shape.slice(1)));
  return "[" + parts.join(shape.length === 2 ? ",\n " : ",\n\n ") + "]";
}

function parsed(text) {
  const plain = text.trim().replace(/−/g, "-").replace(/^\+/, "");
  const number = /^-?(NaN|Infinity|inf)$/i.test(plain) ? Number(plain.replace(/inf(inity)?/i, "Infinity").replace(/-?nan/i, "NaN")) : Number(plain);
  if (plain === "" || Number.isNaN(number) && !/nan/i.test(plain)) {
    throw new Error("`" + text.trim() + "` is not a number");
  }
  return number;
}

/** The numbers of an input, or an error. */
function read(text, input) {
  const found = input.sizes.length === 0 ? [parsed(text)]
      : text.replace(/[[\]\s,]+/g, " ").trim().split(" ").filter(t => t !== "").map(parsed);
  if (found.length !== input.length) {
    throw new Error("it takes " + input.length + " numbers, not " + found.length);
  }
  if (input.range !== undefined && found.some(x => !Number.isInteger(x) || x < 0 || x >= input.range)) {
    throw new Error("an index is a whole number from 0 to " + (input.range - 1));
  }
  return found;
}

function makeInput(input) {
  const array = input.sizes.length > 0;
  const name = element("span", {}, input.name + (array ? "[" + input.sizes.join(", ") + "]" : ""));
  const label = element("label", {className: array ? "array" : ""}, name);
  const problem = element("p", {className: "problem", hidden: true, role: "alert"});
  if (!data.live || input.length > MAX_EDITED) {
    byId("inputs").append(label);
    label.append(array ? input.length + " numbers" : "");
    return;
  }
  if (input.length > MAX_OPEN) {
    byId("inputs").append(element("details", {}, element("summary", {}, name), label, problem));
  } else {
    byId("inputs").append(label, problem);
  }
  const field = element(array ? "textarea" : "input", {spellcheck: false, autocomplete: "off", "data-input": input.name});
  if (array) {
    field.rows = Math.min(8, input.sizes.length > 1 ? input.length / input.sizes[input.sizes.length - 1] : 2);
    field.setAttribute("aria-label", input.name);
  } else {
    field.inputMode = "decimal";
  }
  const show = () => {
    field.value = array ? nested(vector.subarray(input.offset, input.offset + input.length), input.sizes) : exact(vector[input.offset]);
  };
  field.addEventListener("input", () => {
    try {
      vector.set(read(field.value, input), input.offset);
      field.removeAttribute("aria-invalid");
      problem.hidden = true;
      follow();
    } catch (e) {
      field.setAttribute("aria-invalid", "true");
      problem.textContent = e.message;
      problem.hidden = false;
    }
  });
  input.reset = () => {
    show();
    field.removeAttribute("aria-invalid");
    problem.hidden = true;
  };
  show();
  label.append(field);
  if (!array && input.range === undefined) {
    label.append(slider(input, field));
  }
}

/** A number is also moved by hand, or by the keys up and down. */
function slider(input, field) {
  const far = Math.max(5, 2 * Math.abs(start[input.offset]));
  const range = element("input", {type: "range", min: String(-far), max: String(far), step: "any", "aria-label": input.name + ", by hand"});
  const change = to => {
    field.value = exact(Number(to.toPrecision(3)));
    field.dispatchEvent(new Event("input"));
  };
  const follows = () => {
    range.value = String(vector[input.offset]);
  };
  range.addEventListener("input", () => change(Number(range.value)));
  field.addEventListener("input", follows);
  field.addEventListener("keydown", event => {
    const by = {ArrowUp: 0.1, ArrowDown: -0.1}[event.key];
    if (by !== undefined) {
      event.preventDefault();
      change(vector[input.offset] + by);
    }
  });
  const reset = input.reset;
  input.reset = () => {
    reset();
    follows();
  };
  follows();
  return range;
}

let waiting = false;

/** Many changes at once are computed once. */
function follow() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      compute();
      showNumbers();
      light(pointed === null ? pinned : pointed, false);
    });
  }
}

function showNumbers() {
  gates.forEach((gate, i) => {
    const value = valueText(gate);
    const gradient = gradientText(gate);
    valuesDrawn(i).forEach(e => {
      e.textContent = value;
    });
    gradientsDrawn(i).forEach(e => {
      e.textContent = gradient;
    });
    const symbol = gate.symbol === "" ? gate.kind : gate.symbol;
    const label = gate.name + ", " + symbol + ", value " + value + (gradient === "" ? "" : ", gradient " + gradient);
    drawn(i).forEach(e => e.setAttribute("aria-label", label));
  });
  lines.forEach(line => {
    const gate = line.gate === undefined ? undefined : gates[line.gate];
    line.number.textContent = gate === undefined ? "" : line.adjoint ? gradientText(gate) : gate.shape === "" ? valueText(gate) : "";
  });
  ["forward", "backward"].forEach(pass => {
    const widest = Math.max(...data[pass].map(line => line.number.textContent.length));
    byId(pass).style.setProperty("--number", widest + "ch");
  });
}

// All of it

lines.forEach(makeLine);
makeSource();
data.inputs.forEach(makeInput);
if (data.live && data.inputs.length > 0) {
  const button = element("button", {type: "button", id: "reset"}, "Reset");
  button.addEventListener("click", () => {
    vector.set(start);
    data.inputs.forEach(input => {
      if (input.reset !== undefined) {
        input.reset();
      }
    });
    follow();
  });
  byId("inputs").append(element("p", {className: "actions"}, button));
} else if (data.inputs.length > 0) {
  byId("inputs").append(element("p", {className: "hint"}, "There is too much to compute here: the numbers are those that the page was made with."));
}
compute();
showNumbers();
showViews();
describe(null);
byId("source").style.setProperty("--number", String(byId("source").children.length).length + "ch");
byId("objective").textContent = data.objective;
byId("norms").hidden = gates.every(gate => gate.shape === "");
zoomBy("begin");
toFirst();
["graph", "source", "forward", "backward"].forEach(id => rove(byId(id)));
list("[data-step]").forEach(b => b.addEventListener("click", () => stepBy(b.dataset.step)));
list("[data-zoom]").forEach(b => b.addEventListener("click", () => zoomBy(b.dataset.zoom)));
document.addEventListener("pointerover", point);
document.addEventListener("focusin", event => {
  if (event.target.matches("[tabindex]")) {
    point(event);
  }
});
document.addEventListener("click", event => {
  if (event.target.closest("#graph, .code") !== null && event.target.closest("button") === null) {
    pin(event.target);
  }
});
document.addEventListener("keydown", onKey);
