/* What the figures of all chapters share. A chapter's own file calls

     figure("bandits", { world, show });

   world(facts) returns plain functions and numbers, without a page: what tests compare with the course's own.
   show(stage, world, facts) builds the figure in its place. Both are called when the page is there. */
const figure = (() => {
  "use strict";

  /* HTML and SVG, by name: el("p.small", { id: "x" }, "text", child). */
  function made(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
    return node;
  }

  function el(name, attributes, ...children) {
    const [tag, ...classes] = name.split(".");
    const node = document.createElement(tag);
    if (classes.length) node.className = classes.join(" ");
    return made(node, attributes, children);
  }

  function svg(name, attributes, ...children) {
    const [tag, ...classes] = name.split(".");
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    if (classes.length) node.setAttribute("class", classes.join(" "));
    return made(node, attributes, children);
  }

  const set = (node, attributes) => made(node, attributes, []);

  /* A drawing of a fixed size that grows and shrinks with its place. */
  function drawing(width, height, label, ...children) {
    const more = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, ...more }, ...children);
  }

  function button(label, act, attributes) {
    return el("button.touch-button", { type: "button", onclick: act, ...attributes }, label);
  }

  /* A slider with its name and its value; `change` hears of each new value. */
  let count = 0;
  function slider(label, { min, max, step, value, told = String }, change) {
    const id = `touch-slider-${++count}`;
    const input = el("input", { type: "range", id, min, max, step, value });
    const output = el("output", { for: id }, told(Number(value)));
    input.addEventListener("input", () => {
      output.textContent = told(Number(input.value));
      input.setAttribute("aria-valuetext", output.textContent);
      change(Number(input.value));
    });
    input.setAttribute("aria-valuetext", output.textContent);
    const whole = el("div.touch-slider", {}, el("label", { for: id }, label), output, input);
    return {
      whole,
      input,
      get value() { return Number(input.value); },
      set value(to) {
        input.value = to;
        output.textContent = told(Number(input.value));
        input.setAttribute("aria-valuetext", output.textContent);
      },
    };
  }

  /* One of several, as a row of radio buttons. */
  function choice(label, options, chosen, change) {
    const name = `touch-choice-${++count}`;
    const inputs = options.map((option, i) =>
      el("label", {}, el("input", { type: "radio", name, checked: i === chosen, onchange: () => change(i) }), el("span", {}, option)));
    return el("fieldset.touch-choice", {}, el("legend", {}, label), el("div", {}, ...inputs));
  }

  function tick(label, checked, change) {
    const input = el("input", { type: "checkbox", checked });
    input.addEventListener("change", () => change(input.checked));
    return el("label.touch-tick", {}, input, el("span", {}, label));
  }

  /* What happened, in words: shown, and read aloud by those programs that read. */
  function says() {
    const node = el("p.touch-says", { role: "status" });
    let waiting = 0;
    function say(text) {
      clearTimeout(waiting);
      node.removeAttribute("aria-busy");
      if (node.textContent !== text) node.textContent = text;
    }
    /* While a slider is being dragged, only where it comes to rest is worth a word. */
    function later(text) {
      clearTimeout(waiting);
      node.setAttribute("aria-busy", "true");
      waiting = setTimeout(say, 250, text);
    }
    return { node, say, later };
  }

  /* A place that has keys while it has the focus, and no longer. */
  function keyed(label, keys, ...children) {
    const place = el("div.touch-keyed", { tabindex: "0", role: "application", "aria-label": label }, ...children);
    place.addEventListener("keydown", (event) => {
      const act = keys[event.key];
      if (!act || event.target !== place || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      act(event);
    });
    return place;
  }

  /* Four buttons around nothing, for fingers. */
  function pad(act) {
    const arrows = [["up", "↑"], ["left", "←"], ["right", "→"], ["down", "↓"]];
    return el("div.touch-pad", { role: "group", "aria-label": "Directions" },
      arrows.map(([name, sign]) => el(`button.touch-button.${name}`, { type: "button", "aria-label": name, onclick: () => act(name) }, sign)));
  }

  /* Call `step` with the seconds since the last picture, while the place is in sight and `on` says so. */
  function motion(place, step) {
    let running = false, seen = true, last = 0, asked = 0;
    const wanted = () => running && seen && !document.hidden;
    function beat(now) {
      asked = 0;
      if (!wanted()) return;
      const passed = last ? Math.min((now - last) / 1000, 0.1) : 0;
      last = now;
      step(passed);
      ask();
    }
    function ask() { if (!asked && wanted()) asked = requestAnimationFrame(beat); }
    function again() { last = 0; ask(); }
    new IntersectionObserver(([entry]) => { seen = entry.isIntersecting; again(); }).observe(place);
    document.addEventListener("visibilitychange", again);
    return {
      get on() { return running; },
      set on(value) { running = value; again(); },
    };
  }

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* Random numbers that begin anew with their seed (mulberry32 of T. Ettinger, public domain). */
  function generator(seed) {
    let state = seed >>> 0;
    function random() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }
    const integer = (n) => Math.floor(random() * n);
    function normal() {
      return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    }
    /* Of whole a and b: the a-th smallest of a + b - 1 uniform draws, as Bayes threw his balls. */
    function beta(a, b) {
      return Array.from({ length: a + b - 1 }, random).sort((x, y) => x - y)[a - 1];
    }
    function shuffled(list) {
      const left = [...list];
      return list.map(() => left.splice(integer(left.length), 1)[0]);
    }
    return { random, integer, normal, beta, shuffled };
  }

  const argmax = (list) => list.reduce((best, x, i) => (x > list[best] ? i : best), 0);
  const fixed = (x, digits = 2) => x.toFixed(digits).replace(/^-(?=[0.]*$)/, "").replace("-", "−");

  const kit = { el, svg, set, drawing, button, slider, choice, tick, says, keyed, pad, motion, still, generator, argmax, fixed };
  const defined = {};

  function figure(name, { world, show }) {
    defined[name] = world;
    for (const place of document.querySelectorAll(`[data-figure="${name}"]`)) {
      const facts = JSON.parse(place.querySelector("script[type='application/json']").textContent);
      show(place.querySelector(".touch-stage"), world(facts), facts);
      place.dataset.ready = "";
    }
  }
  return Object.assign(figure, kit, { worlds: defined });
})();
