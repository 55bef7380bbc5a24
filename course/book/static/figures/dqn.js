/* Chapter 7: DQN itself, small enough to learn while one looks on, with a switch for each of its ingredients. */
figure("dqn", {
  world({ physics, limit, size, poles, gamma, capacity, warm_up, epsilon, hidden, learning_rate, tau, batch, updates }) {
    const pole = figure.cartpole(physics), sizes = [4, ...hidden, 2];

    /* Weights of all layers, one array each: a matrix row by row, then the offsets. He's first weights. */
    function network(dice) {
      return sizes.slice(1).map((units, l) => {
        const inputs = sizes[l], layer = new Float64Array((inputs + 1) * units);
        for (let i = 0; i < inputs * units; i += 1) layer[i] = dice.normal() * Math.sqrt(2 / inputs);
        return layer;
      });
    }
    const twin = (net) => net.map((layer) => layer.slice());

    /* Values of both pushes for n states; with `all`, what each layer gave. */
    function forward(net, states, all = false) {
      const given = [states];
      net.forEach((layer, l) => {
        const inputs = sizes[l], units = sizes[l + 1], x = given[l], n = x.length / inputs, out = new Float64Array(n * units);
        for (let row = 0; row < n; row += 1) {
          const at = row * units;
          for (let u = 0; u < units; u += 1) out[at + u] = layer[inputs * units + u];
          for (let i = 0; i < inputs; i += 1) {
            const value = x[row * inputs + i];
            if (value !== 0) for (let u = 0; u < units; u += 1) out[at + u] += value * layer[i * units + u];
          }
          if (l < net.length - 1) for (let u = 0; u < units; u += 1) if (out[at + u] < 0) out[at + u] = 0;
        }
        given.push(out);
      });
      return all ? given : given.at(-1);
    }

    /* r + γ max Q of the twin, and nothing after a fall. */
    function targets(other, { next, over, reward }) {
      const Q = forward(other, next);
      return Float64Array.from(reward, (r, i) => r + (over[i] ? 0 : gamma * Math.max(Q[2 * i], Q[2 * i + 1])));
    }

    /* The gradient of the mean of (Q − y)²; the targets hold still. */
    function gradient(net, { state, action }, y) {
      const given = forward(net, state, true), n = y.length;
      let slope = new Float64Array(2 * n);
      for (let i = 0; i < n; i += 1) slope[2 * i + action[i]] = (2 * (given.at(-1)[2 * i + action[i]] - y[i])) / n;
      const slopes = [];
      for (let l = net.length - 1; l >= 0; l -= 1) {
        const inputs = sizes[l], units = sizes[l + 1], x = given[l], layer = net[l];
        const own = new Float64Array(layer.length), below = new Float64Array(n * inputs);
        for (let row = 0; row < n; row += 1) for (let u = 0; u < units; u += 1) {
          const d = slope[row * units + u];
          if (d === 0) continue;
          own[inputs * units + u] += d;
          for (let i = 0; i < inputs; i += 1) {
            const value = x[row * inputs + i];
            if (value !== 0) own[i * units + u] += d * value;
            if (l && value > 0) below[row * inputs + i] += d * layer[i * units + u];
          }
        }
        slopes[l] = own;
        slope = below;
      }
      return slopes;
    }

    /* Adam, as it is usually set (Kingma & Ba 2015). */
    function adam() {
      const memory = sizes.slice(1).map((units, l) => [new Float64Array((sizes[l] + 1) * units), new Float64Array((sizes[l] + 1) * units)]);
      let t = 0;
      return (net, slopes) => {
        t += 1;
        const rate = (learning_rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
        net.forEach((layer, l) => {
          const [m, v] = memory[l], g = slopes[l];
          for (let i = 0; i < layer.length; i += 1) {
            m[i] += 0.1 * (g[i] - m[i]);
            v[i] += 0.001 * (g[i] * g[i] - v[i]);
            layer[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + 1e-7);
          }
        });
      };
    }

    const follow = (other, net, share) => other.forEach((layer, l) => { for (let i = 0; i < layer.length; i += 1) layer[i] += share * (net[l][i] - layer[i]); });
    const measured = (states) => Float64Array.from(states.flat(), (x, i) => x / size[i % 4]);

    /* A Peter who learns. remembers: lessons are drawn from the memory, else each step is read once, as it comes.
       has_twin: the targets are his, else the network's own. */
    function peter(seed, { remembers, has_twin }) {
      const dice = figure.generator(seed), net = network(dice), other = twin(net), improve = adam();
      const memory = [];
      let states = Array.from({ length: poles }, () => pole.start(dice)), ages = Array(poles).fill(0), steps = 0, added = 0, newest = [];

      function lesson() {
        const rows = remembers ? Array.from({ length: batch }, () => memory[dice.integer(memory.length)]) : newest;
        const drawn = { state: measured(rows.map((r) => r.state)), next: measured(rows.map((r) => r.next)), action: rows.map((r) => r.action), over: rows.map((r) => r.over), reward: rows.map(() => 1) };
        improve(net, gradient(net, drawn, targets(has_twin ? other : net, drawn)));
        follow(other, net, tau);
      }

      /* Push all poles once; then, when there is enough to read, learn. */
      function act() {
        const share = Math.max(epsilon.last, epsilon.first + ((epsilon.last - epsilon.first) * steps) / epsilon.steps), Q = forward(net, measured(states));
        newest = [];
        states = states.map((state, i) => {
          const action = dice.random() < share ? dice.integer(2) : Number(Q[2 * i + 1] > Q[2 * i]);
          const next = pole.step(state, action), over = pole.fallen(next);
          const row = { state, action, next, over };
          if (memory.length < capacity) memory.push(row); else memory[added % capacity] = row;
          added += 1;
          newest.push(row);
          ages[i] += 1;
          if (!over && ages[i] < limit) return next;
          ages[i] = 0;
          return pole.start(dice);
        });
        steps += poles;
        if (steps >= warm_up) for (let i = 0; i < (remembers ? updates : 1); i += 1) lesson();
      }

      /* Mean steps of so many greedy games, of at most `most` steps each. */
      function judged(games, most) {
        const fresh = figure.generator(seed + 1);
        let living = Array.from({ length: games }, () => pole.start(fresh)), total = 0;
        for (let t = 0; t < most && living.length; t += 1) {
          const Q = forward(net, measured(living));
          total += living.length;
          living = living.map((state, i) => pole.step(state, Number(Q[2 * i + 1] > Q[2 * i]))).filter((state) => !pole.fallen(state));
        }
        return total / games;
      }
      return { net, other, act, judged, values: (list) => forward(net, measured(list)), get steps() { return steps; } };
    }
    return { ...pole, sizes, network, twin, forward, targets, gradient, adam, follow, measured, peter };
  },

  show(stage, world, { limit, physics, warm_up }) {
    const { el, svg, set, drawing, button, tick, says, motion, fixed } = figure;
    const { node: saying, say } = says(), EVERY = 500, MOST = 8000, GAMES = 10, FINE = 15, SIZE = 240;
    const looks = [["memory and twin", "var(--blue)", "none"], ["no memory", "var(--red)", "7 4"], ["no twin", "var(--green)", "2 5"], ["neither", "var(--amber)", "9 3 2 3"]];
    const WIDTH = 420, LEFT = 44, TOP = 34, FLOOR = 220;
    const x = (steps) => LEFT + (steps / MOST) * (WIDTH - LEFT - 12), y = (mean) => FLOOR - (mean / limit) * (FLOOR - TOP);
    let seed = Number(stage.dataset.seed ?? Date.now() % 1e6), peter, kind, curve, done = [];

    const memory = tick("Lessons drawn from the memory", true, begin), twin = tick("A twin for the targets", true, begin);
    const curves = svg("g"), legend = el("ul.touch-scores");
    const chart = drawing(WIDTH, 262, "Mean steps of greedy games as Peter learns",
      [0, 100, 200, 300, 400, 500].filter((mean) => mean <= limit).map((mean) => [svg("line.grid", { x1: LEFT, x2: WIDTH - 12, y1: y(mean), y2: y(mean) }), svg("text.faint", { x: LEFT - 8, y: y(mean) + 4, "text-anchor": "end" }, String(mean))]),
      [0, 2000, 4000, 6000, 8000].map((steps) => svg("text.faint", { x: x(steps), y: FLOOR + 20, "text-anchor": "middle" }, steps.toLocaleString("en"))),
      svg("text.faint", { x: LEFT - 36, y: 14 }, `steps the pole stands, mean of ${GAMES} games`), svg("text.faint", { x: x(MOST / 2), y: FLOOR + 38, "text-anchor": "middle" }, "steps of practice"), curves);

    const places = Array.from({ length: FINE * FINE }, (_, i) => [i % FINE, Math.floor(i / FINE)]);
    const states = places.map(([i, j]) => [0, 0, ((2 * (i + 0.5)) / FINE - 1) * physics.theta_threshold_radians, ((2 * (j + 0.5)) / FINE - 1) * 2]);
    const squares = places.map(([i, j]) => svg("rect", { x: 30 + (i * SIZE) / FINE, y: ((FINE - 1 - j) * SIZE) / FINE, width: SIZE / FINE + 0.5, height: SIZE / FINE + 0.5 }));
    const map = drawing(SIZE + 40, SIZE + 42, "Which push the network prefers, over angle and spin", squares,
      svg("text.faint", { x: 30, y: SIZE + 18, "text-anchor": "middle" }, "−12°"), svg("text.faint", { x: 26 + SIZE, y: SIZE + 18, "text-anchor": "middle" }, "12°"),
      svg("text.faint", { x: 30 + SIZE / 2, y: SIZE + 34, "text-anchor": "middle" }, "angle: blue pushes left, orange right"),
      svg("text.faint", { transform: `translate(16 ${SIZE / 2}) rotate(-90)`, "text-anchor": "middle" }, "spin"));
    map.classList.add("q-map");

    const go = button("Learn", () => { clock.on = !clock.on && peter.steps < MOST; label(); });
    go.classList.add("main");
    function label() { go.textContent = clock.on ? "Pause" : peter.steps >= MOST ? "Learned" : peter.steps ? "Go on" : "Learn"; go.disabled = peter.steps >= MOST; }

    function begin() {
      if (curve && curve.means.length > 1) done = [...done.slice(-3), curve];
      const remembers = memory.querySelector("input").checked, has_twin = twin.querySelector("input").checked;
      kind = (remembers ? 0 : 1) + (has_twin ? 0 : 2);
      peter = world.peter(seed, { remembers, has_twin });
      curve = { kind, means: [[0, peter.judged(GAMES, limit)]] };
      clock.on = false;
      draw();
      label();
      say(`A new Peter, ${looks[kind][0]}. The first ${warm_up.toLocaleString("en")} steps he throws dice${remembers ? " and only writes down" : "; later he reads each step once, as it comes"}.`);
    }

    /* As much as fits into a part of a picture's time. */
    const clock = motion(stage, () => {
      const until = performance.now() + 14;
      while (performance.now() < until && peter.steps < MOST) {
        const before = Math.floor(peter.steps / EVERY);
        peter.act();
        if (Math.floor(peter.steps / EVERY) > before) {
          curve.means.push([peter.steps, peter.judged(GAMES, limit)]);
          report();
          break;
        }
      }
    });

    function report() {
      const [steps, mean] = curve.means.at(-1);
      if (peter.steps >= MOST) { clock.on = false; label(); }
      draw();
      if (peter.steps >= MOST || steps % 2000 < 16) say(`${looks[kind][0][0].toUpperCase()}${looks[kind][0].slice(1)}: after ${steps.toLocaleString("en")} steps the pole stands for ${fixed(mean, 0)} steps. ${peter.steps >= MOST ? "Now take something away, and let another Peter learn." : ""}`);
    }

    function draw() {
      const Q = peter.values(states), gaps = places.map((_, i) => Q[2 * i + 1] - Q[2 * i]), most = Math.max(1e-9, ...gaps.map(Math.abs));
      squares.forEach((square, i) => { square.style.fill = `color-mix(in srgb, ${gaps[i] < 0 ? "var(--left)" : "var(--right)"} ${Math.round(90 * Math.sqrt(Math.abs(gaps[i]) / most))}%, var(--paper))`; });
      curves.replaceChildren(...[...done, curve].map((each) => svg("polyline.curve", { points: each.means.map(([s, m]) => `${x(s)},${y(m)}`).join(" "), stroke: looks[each.kind][1], "stroke-dasharray": looks[each.kind][2], opacity: each === curve ? 1 : 0.55 })));
      const shown = [...new Set([...done, curve].map((each) => each.kind))];
      legend.replaceChildren(...shown.map((k) => el("li", {}, drawing(60, 8, "", svg("line.curve", { x1: 2, x2: 58, y1: 4, y2: 4, stroke: looks[k][1], "stroke-dasharray": looks[k][2] })),
        el("b", {}, fixed([...done, curve].filter((each) => each.kind === k).at(-1).means.at(-1)[1], 0)), looks[k][0])));
    }

    stage.append(el("div.touch-sides", { style: "--sides: 1.5fr 1fr" },
      el("div", {}, chart, legend), el("div", {}, map)),
    el("div.touch-sides.touch-below", { style: "--sides: 1fr 1.5fr" },
      el("div", {}, el("div", {}, memory, twin), el("div.touch-row", {}, go, button("Another Peter", () => { seed += 1; begin(); }))), el("div", {}, saying)));
    begin();
  },
});
