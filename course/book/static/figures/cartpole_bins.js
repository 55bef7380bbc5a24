/* Chapter 5: the pole by keys, the boxes that Peter sees, and his table from this very chapter. */
figure("cartpole_bins", {
  world({ physics, edges, table, limit }) {
    const pole = figure.cartpole(physics), shape = edges.map((inner) => inner.length + 1);

    /* How many edges each number has reached; and the number of the box. */
    const bins = (state) => edges.map((inner, i) => inner.filter((edge) => state[i] >= edge).length);
    const box = (state) => bins(state).reduce((sum, bin, i) => sum * shape[i] + bin, 0);

    /* What the table prefers in a box: left, right, or either. */
    function peter(dice) {
      return (state) => ({ L: 0, R: 1 })[table[box(state)]] ?? dice.integer(2);
    }
    return { ...pole, shape, bins, box, peter, limit };
  },

  show(stage, world, { physics, edges, limit }) {
    const { el, svg, set, drawing, button, choice, says, keyed, motion, generator, still, fixed } = figure;
    const { node: saying, say } = says(), dice = generator(Number(stage.dataset.seed ?? Date.now() % 1e6));
    const scene = world.picture("A sledge on the ice, with a pole"), scores = el("ul.touch-scores.three");
    const names = ["position", "velocity", "angle", "spin"], units = ["m", "m/s", "°", "°/s"], degrees = 180 / Math.PI;
    const speeds = [["one push a key", 0], ["slowly", 0.25], ["as it is", 1]];
    let first, state, action, steps = 0, over = false, mine = [], peters = [], byPeter = false, waiting = 0, pace = still() ? 0 : 1;

    const field = keyed("The pole. Left and right arrow keys push", { ArrowLeft: () => push(0), ArrowRight: () => push(1) }, scene.whole);
    const rulers = edges.map((inner, i) => {
      const reach = inner.at(-1) + (inner.at(-1) - inner.at(-2)), x = (value) => 10 + 280 * Math.min(1, Math.max(0, (value + reach) / (2 * reach)));
      const lit = svg("rect", { y: 4, height: 16, fill: "var(--link)", opacity: 0.35 }), mark = svg("path", { d: "M-5 -2H5L0 6Z", fill: "var(--red)" });
      const marks = inner.map((edge) => svg("line", { x1: x(edge), x2: x(edge), y1: 4, y2: 20, stroke: "var(--faint)" }));
      const told = el("output");
      const row = el("div.bins-ruler", {}, el("span", {}, names[i]), drawing(300, 22, "", svg("rect", { x: 10, y: 4, width: 280, height: 16, fill: "var(--paper)", stroke: "var(--faint)" }), lit, marks, mark), told);
      return {
        row,
        draw(value, bin) {
          const from = bin ? x(inner[bin - 1]) : 10, to = bin < inner.length ? x(inner[bin]) : 290;
          set(lit, { x: from, width: to - from });
          set(mark, { transform: `translate(${x(value)} 0)` });
          told.textContent = `${fixed(i > 1 ? value * degrees : value, i > 1 ? 0 : 1)} ${units[i]}`;
        },
      };
    });
    const place = el("p.touch-note");

    function begin(from = world.start(dice)) {
      first = state = from;
      action = undefined;
      steps = 0;
      over = byPeter = false;
      clock.on = false;
      draw();
    }

    function push(to) {
      if (byPeter || over) begin();
      action = to;
      if (speeds[pace][1] === 0) advance();
      else if (!clock.on) clock.on = true;
      draw();
    }

    /* One fiftieth of a second of ice time. */
    function advance() {
      state = world.step(state, action);
      steps += 1;
      over = world.fallen(state) || steps >= limit;
      if (!over) {
        if (speeds[pace][1] === 0 && !byPeter) say(`Push ${steps}: the pole leans ${fixed(Math.abs(state[2]) * degrees, 1)}° to the ${state[2] < 0 ? "left" : "right"} and turns to the ${state[3] < 0 ? "left" : "right"}.`);
        return;
      }
      clock.on = false;
      const why = steps >= limit ? `still stood after ${limit} steps` : Math.abs(state[0]) > physics.x_threshold ? `left the ice after ${steps} steps` : `fell after ${steps} steps`;
      if (byPeter) { peters.push(steps); say(`Peter's pole ${why}. He sees nothing but the number of a box.`); }
      else {
        const his = world.last(first, world.peter(dice), limit);
        mine.push(steps);
        peters.push(his);
        say(`Your pole ${why}: ${fixed(steps * physics.tau, 1)} seconds. From the same first moment Peter's stands for ${his} steps.`);
      }
    }

    const clock = motion(field, (seconds) => {
      waiting += seconds * (byPeter ? 1 : speeds[pace][1]);
      while (waiting > physics.tau && clock.on) {
        waiting -= physics.tau;
        if (byPeter) action = act(state);
        advance();
      }
      draw();
    });
    const act = world.peter(dice);

    function peter() {
      begin();
      byPeter = true;
      say("Peter pushes, by what his table says of each box.");
      if (still()) while (!over) { action = act(state); advance(); }
      else clock.on = true;
      draw();
    }

    function draw() {
      scene.draw(state, action);
      const bins = world.bins(state);
      rulers.forEach(({ draw: each }, i) => each(state[i], bins[i]));
      place.textContent = `Box ${(world.box(state) + 1).toLocaleString("en")} of ${world.shape.reduce((a, b) => a * b).toLocaleString("en")}.`;
      scores.replaceChildren(
        el("li", {}, el("b", {}, String(steps)), "steps now"),
        el("li", {}, el("b", {}, mine.length ? String(Math.max(...mine)) : "–"), "your best"),
        el("li", {}, el("b", {}, peters.length ? String(peters.at(-1)) : "–"), "Peter"));
    }

    stage.append(el("div.touch-sides", {}, el("div", {}, field,
      el("div.touch-row.bins-pushes", {}, button("← push left", () => push(0)), button("push right →", () => push(1))),
      choice("Time passes", speeds.map(([name]) => name), pace, (i) => { pace = i; begin(); })),
    el("div", {}, scores, saying, el("div.bins-rulers", {}, rulers.map(({ row }) => row)), place,
      el("div.touch-row", {}, button("Peter's turn", peter), button("Stand it up again", () => { begin(); say("The pole stands again. The first push begins."); })))));
    field.addEventListener("pointerdown", () => field.focus({ preventScroll: true }));
    begin();
    say("Click the ice and push with ← and →. The sledge is always pushed one way or the other: that is the world, and it is not easy.");
  },
});
