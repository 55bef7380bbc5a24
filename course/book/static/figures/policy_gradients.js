/* Chapter 6: a policy with two dials, the hill it stands on, and REINFORCE that climbs. */
figure("policy_gradients", {
  world({ physics, gamma, limit, episodes }) {
    const pole = figure.cartpole(physics), MOST = 12; // the dials go from -MOST to MOST
    const units = [physics.theta_threshold_radians, 2]; // an angle at which the pole is lost, and a fast spin
    const look = (state) => [state[2] / units[0], state[3] / units[1]];

    /* The probability of a push to the right. */
    const right = (dials, x) => 1 / (1 + Math.exp(-(dials[0] * x[0] + dials[1] * x[1])));

    /* One episode: what was seen, and done. */
    function episode(dials, dice) {
      const seen = [], done = [];
      let state = pole.start(dice);
      while (done.length < limit) {
        const x = look(state), action = Number(dice.random() < right(dials, x));
        seen.push(x);
        done.push(action);
        state = pole.step(state, action);
        if (pole.fallen(state)) break;
      }
      return { seen, done };
    }

    function returns(rewards) {
      const G = [];
      for (let t = rewards.length - 1, after = 0; t >= 0; t -= 1) G[t] = after = rewards[t] + gamma * after;
      return G;
    }

    /* Minus the mean, over the spread, of all steps together. */
    function normalised(lists) {
      const all = lists.flat(), mean = all.reduce((a, b) => a + b) / all.length;
      const spread = Math.sqrt(all.reduce((sum, g) => sum + (g - mean) ** 2, 0) / all.length) || 1;
      return lists.map((list) => list.map((g) => (g - mean) / spread));
    }

    /* The sum over all steps of their weight times the gradient of ln π. */
    function gradient(dials, lesson) {
      const weights = normalised(lesson.map(({ done }) => returns(done.map(() => 1)))), sum = [0, 0];
      lesson.forEach(({ seen, done }, e) => seen.forEach((x, t) => {
        const score = done[t] - right(dials, x);
        sum[0] += weights[e][t] * score * x[0];
        sum[1] += weights[e][t] * score * x[1];
      }));
      return sum;
    }

    const play = (dials, dice, n = episodes) => Array.from({ length: n }, () => episode(dials, dice));
    const mean = (lesson) => lesson.reduce((sum, { done }) => sum + done.length, 0) / lesson.length;
    return { MOST, units, look, right, episode, returns, normalised, gradient, play, mean };
  },

  show(stage, world, { limit, episodes }) {
    const { el, svg, set, drawing, button, slider, says, keyed, generator, fixed } = figure, { MOST } = world;
    const { node: saying, say, later } = says(), dice = generator(Number(stage.dataset.seed ?? Date.now() % 1e6));
    const SIZE = 280, FRAME = 40, FINE = 21, HILL = 25, STEP = 0.8;
    const grid = (n) => Array.from({ length: n * n }, (_, i) => [i % n, Math.floor(i / n)]);
    const square = (n, [i, j]) => svg("rect", { x: FRAME + (i * SIZE) / n, y: 8 + ((n - 1 - j) * SIZE) / n, width: SIZE / n + 0.5, height: SIZE / n + 0.5 });
    const scale = (n, i) => (2 * (i + 0.5)) / n - 1;
    const mix = (colour, share) => `color-mix(in srgb, ${colour} ${Math.round(100 * share)}%, var(--paper))`;
    function map(label, squares, across, up, ...more) {
      return drawing(FRAME + SIZE + 14, SIZE + 52, label, squares, svg("rect.grid", { x: FRAME, y: 8, width: SIZE, height: SIZE }),
        svg("text.faint", { x: FRAME + SIZE / 2, y: SIZE + 40, "text-anchor": "middle" }, across),
        svg("text.faint", { transform: `translate(14 ${8 + SIZE / 2}) rotate(-90)`, "text-anchor": "middle" }, up), more);
    }

    const policy = grid(FINE).map((at) => ({ at, node: square(FINE, at) }));
    const ticks = (...texts) => texts.map((text, i) => svg("text.faint", { x: FRAME + (i * SIZE) / 2, y: SIZE + 24, "text-anchor": "middle" }, text));
    const pushes = map("Which way the policy pushes, over angle and spin", policy.map(({ node }) => node), "angle of the pole", "spin", ticks("−12°", "0", "12°"),
      svg("text", { x: FRAME + 10, y: SIZE - 6, style: "fill: var(--left); font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px" }, "left"),
      svg("text", { x: FRAME + SIZE - 10, y: 30, "text-anchor": "end", style: "fill: var(--right); font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px" }, "right"));

    const hill = grid(HILL).map((at) => ({ at, node: square(HILL, at) }));
    const x = (dial) => FRAME + ((dial + MOST) / (2 * MOST)) * SIZE, y = (dial) => 8 + ((MOST - dial) / (2 * MOST)) * SIZE;
    const way = svg("polyline", { fill: "none", stroke: "var(--ink)", "stroke-width": 1.8 });
    const peter = svg("circle", { r: 7, fill: "var(--red)", stroke: "var(--paper)", "stroke-width": 2.5 });
    const hillside = map("Mean steps over both dials: the greener, the longer the pole stands", hill.map(({ node }) => node), "dial of the angle", "dial of the spin", ticks(`−${MOST}`, "0", String(MOST)), way, peter);
    const field = keyed("The hill. Arrow keys turn the two dials", {
      ArrowLeft: () => turn(-0.5, 0), ArrowRight: () => turn(0.5, 0), ArrowDown: () => turn(0, -0.5), ArrowUp: () => turn(0, 0.5),
    }, hillside);

    let dials = [0, 0], path = [], lessons = 0, scored = 0;
    const clip = (dial) => Math.max(-MOST, Math.min(MOST, dial));
    const sliders = [0, 1].map((i) => slider(["Dial of the angle", "Dial of the spin"][i],
      { min: -MOST, max: MOST, step: 0.1, value: 0, told: (dial) => fixed(dial, 1) }, (dial) => put(i ? [dials[0], dial] : [dial, dials[1]])));
    const scores = el("ul.touch-scores.three");
    const turn = (across, up) => put([dials[0] + across, dials[1] + up]);

    /* The reader has put the dials somewhere: judge them. */
    function put(to) {
      dials = to.map((dial) => Math.round(clip(dial) * 10) / 10);
      path = [dials];
      scored = world.mean(world.play(dials, dice));
      lessons = 0;
      draw();
      later(`Dials at ${fixed(dials[0], 1)} and ${fixed(dials[1], 1)}: ${episodes} episodes stand for ${fixed(scored, 0)} steps in the mean, of at most ${limit}.`);
    }

    /* A lesson, and a step of fixed length in the direction of its gradient. */
    function learn(times) {
      for (let i = 0; i < times; i += 1) {
        const slope = world.gradient(dials, world.play(dials, dice)), long = Math.hypot(...slope) || 1;
        dials = dials.map((dial, d) => clip(dial + (STEP * slope[d]) / long));
        path.push(dials);
        lessons += 1;
      }
      scored = world.mean(world.play(dials, dice));
      draw();
      say(`After ${lessons} ${lessons === 1 ? "lesson" : "lessons"} of REINFORCE the dials are at ${fixed(dials[0], 1)} and ${fixed(dials[1], 1)}: ${fixed(scored, 0)} steps in the mean. He has not seen the hill, only his own episodes.`);
    }

    function draw() {
      for (const { at: [i, j], node } of policy) {
        const p = world.right(dials, [scale(FINE, i), scale(FINE, j)]);
        node.style.fill = p < 0.5 ? mix("var(--left)", 0.85 - 1.7 * p) : mix("var(--right)", 1.7 * p - 0.85);
      }
      set(peter, { cx: x(dials[0]), cy: y(dials[1]) });
      set(way, { points: path.map(([a, b]) => `${x(a)},${y(b)}`).join(" ") });
      sliders.forEach((each, i) => { each.value = dials[i]; });
      scores.replaceChildren(el("li", {}, el("b", {}, fixed(scored, 0)), `steps, of ${limit}`), el("li", {}, el("b", {}, String(lessons)), "lessons"),
        el("li", {}, el("b", {}, `${fixed(dials[0], 1)}, ${fixed(dials[1], 1)}`), "dials"));
    }

    /* The hill is measured where it is seen first: a row at a time, so that nobody waits. */
    function measure(row) {
      for (const { at: [i, j], node } of hill.slice(row * HILL, (row + 1) * HILL)) {
        const steps = world.mean(world.play([scale(HILL, i) * MOST, scale(HILL, j) * MOST], generator(7 + i + 100 * j), 6));
        node.style.fill = mix("var(--green)", 0.06 + (0.8 * steps) / limit);
      }
      if (row + 1 < HILL) setTimeout(measure, 0, row + 1);
      else stage.dataset.measured = "";
    }
    for (const { node } of hill) node.style.fill = "var(--paper)";
    const seen = new IntersectionObserver(([entry]) => { if (entry.isIntersecting) { seen.disconnect(); measure(0); } });
    seen.observe(field);

    function drag(event) {
      const box = hillside.getBoundingClientRect(), zoom = (FRAME + SIZE + 14) / box.width;
      const at = [(event.clientX - box.left) * zoom, (event.clientY - box.top) * zoom];
      put([((at[0] - FRAME) / SIZE) * 2 * MOST - MOST, MOST - ((at[1] - 8) / SIZE) * 2 * MOST]);
    }
    field.addEventListener("pointerdown", (event) => {
      field.focus({ preventScroll: true });
      field.setPointerCapture(event.pointerId);
      drag(event);
    });
    field.addEventListener("pointermove", (event) => { if (field.hasPointerCapture(event.pointerId)) drag(event); });
    field.classList.add("dials-hill");

    stage.append(el("div.touch-sides.dials-maps", {}, el("div", {}, field, sliders.map(({ whole }) => whole)), el("div", {}, pushes)),
      el("div.touch-sides.touch-below", {}, el("div", {}, scores, el("div.touch-row", {}, button("One lesson", () => learn(1)), button("Ten lessons", () => learn(10)), button("Dials to 0", () => put([0, 0])))), el("div", {}, saying)));
    put([0, 0]);
  },
});
