/* Chapter 2: Peter's map, planned anew whenever a slider moves. */
figure("value_iteration", {
  world({ T, R }) {
    const places = T.map((_, s) => s), actions = T[0].map((_, a) => a);
    const available = T.map((row) => row.map((chances) => chances.some((p) => p > 0)));

    /* The map with more or less slipping (1: as it is), another fire and other apples (its first reward). */
    function map(slip, fire, apple) {
      const slippery = T.map((row, s) => row.map((chances, a) => {
        if (!available[s][a]) return chances;
        const main = chances.indexOf(Math.max(...chances));
        const other = chances.map((p, to) => (to === main ? 0 : p * slip));
        return other.map((p, to) => (to === main ? 1 - other.reduce((x, y) => x + y) : p));
      }));
      const paid = R.map((row, s) => row.map((rewards, a) => rewards.map((r, to) => (r < 0 ? fire : s + a + to === 0 ? apple : r))));
      return { T: slippery, R: paid };
    }

    const value = (row) => Math.max(...row);

    function sweep({ T, R }, Q, gamma) {
      const V = Q.map(value);
      return places.map((s) => actions.map((a) =>
        available[s][a] ? places.reduce((sum, to) => sum + T[s][a][to] * (R[s][a][to] + gamma * V[to]), 0) : -Infinity));
    }

    /* Sweep until nothing changes by more than the tolerance. */
    function plan(world, gamma, tolerance = 1e-10) {
      let Q = available.map((row) => row.map((free) => (free ? 0 : -Infinity))), sweeps = 0, change;
      do {
        const next = sweep(world, Q, gamma);
        change = Math.max(...next.flatMap((row, s) => row.map((q, a) => (available[s][a] ? Math.abs(q - Q[s][a]) : 0))));
        Q = next;
        sweeps += 1;
      } while (change > tolerance && sweeps < 20000);
      return { Q, sweeps, policy: Q.map(figure.argmax) };
    }

    return { places, actions, available, map, sweep, plan };
  },

  show(stage, world, { gamma, R, places, names }) {
    const { el, svg, set, drawing, button, slider, says, fixed } = figure;
    const centre = [[84, 140], [232, 212], [352, 84]], RADIUS = 34;
    const { node: saying, later } = says();
    const usual = { gamma, slip: 1, fire: R[1][2][2], apple: R[0][0][0] }, PLANS = 5; // as many can be best

    const roads = [];
    for (const s of world.places) for (const a of world.actions) for (const to of world.places) {
      if (world.available[s][a]) roads.push({ s, a, to, line: svg("path.curve"), tip: svg("path") });
    }
    /* From one place to another, bent aside; or round and back. */
    function road({ s, a, to }, width) {
      const [x, y] = centre[s];
      if (s === to) {
        const turn = [[-2.5, 2.35, -1.35], [1.5], [0, 0.75]][s][a], out = RADIUS + 46;
        const at = (angle, far) => [x + far * Math.cos(angle), y + far * Math.sin(angle)];
        return bent(at(turn - 0.35, RADIUS), at(turn - 0.42, out), at(turn + 0.42, out), at(turn + 0.35, RADIUS + 4 + width), width);
      }
      const [p, q] = centre[to], long = Math.hypot(p - x, q - y), ahead = [(p - x) / long, (q - y) / long], aside = [-ahead[1], ahead[0]];
      const bend = (s === 0 ? [24, 0, -14][a] : 22);
      const point = (far, off) => [x + ahead[0] * far + aside[0] * off, y + ahead[1] * far + aside[1] * off];
      return bent(point(RADIUS, bend * 0.45), point(long * 0.4, bend), point(long * 0.6, bend), point(long - RADIUS - 3 - width, bend * 0.45), width);
    }
    function bent(from, c1, c2, end, width) {
      const long = Math.hypot(end[0] - c2[0], end[1] - c2[1]), ux = (end[0] - c2[0]) / long, uy = (end[1] - c2[1]) / long, wing = 3 + width;
      return {
        line: `M${from} C${c1} ${c2} ${end}`,
        tip: `M${end[0] + ux * wing} ${end[1] + uy * wing} L${end[0] - uy * wing} ${end[1] + ux * wing} L${end[0] + uy * wing} ${end[1] - ux * wing} Z`,
      };
    }
    const picture = drawing(440, 300, "Map of the three places; the roads of Peter's plan are drawn strong",
      roads.map(({ line, tip }) => [line, tip]),
      centre.map(([cx, cy], s) => [svg("circle.paper", { cx, cy, r: RADIUS, stroke: "var(--faint)" }),
        svg("text", { x: cx, y: cy + 4, "text-anchor": "middle", style: "font-weight: 600" }, places[s])]));

    const cells = world.places.map((s) => world.actions.map((a) => (world.available[s][a] ? el("td") : el("td.none", {}, "–"))));
    const table = el("table.plan-table", {}, el("caption", {}, "What each action is worth"),
      el("tbody", {}, world.places.map((s) => el("tr", {}, el("th", { scope: "row" }, places[s]), cells[s]))));

    const sliders = {
      gamma: slider("Patience: the discount γ", { min: 0.5, max: 0.99, step: 0.005, value: gamma, told: (x) => fixed(x, 3) }, draw),
      slip: slider("How slippery it is", { min: 0, max: 2, step: 0.05, value: usual.slip, told: (x) => `${fixed(x)} ×` }, draw),
      fire: slider("What the fire is worth", { min: -100, max: 0, step: 1, value: usual.fire, told: (x) => fixed(x, 0) }, draw),
      apple: slider("What an apple is worth", { min: -10, max: 20, step: 0.5, value: usual.apple, told: (x) => fixed(x, 1) }, draw),
    };
    const back = button("As in the chapter", () => {
      for (const [name, value] of Object.entries(usual)) sliders[name].value = value;
      draw();
    });
    const found = new Set(), diary = el("p.touch-note");

    function draw() {
      const map = world.map(sliders.slip.value, sliders.fire.value, sliders.apple.value), { Q, sweeps, policy } = world.plan(map, sliders.gamma.value);
      for (const each of roads) {
        const chance = map.T[each.s][each.a][each.to], chosen = policy[each.s] === each.a, width = 1.2 + 3.6 * chance;
        const { line, tip } = road(each, width), opacity = chance < 1e-9 ? 0 : chosen ? 1 : 0.22;
        set(each.line, { d: line, stroke: `var(--arm${each.a})`, style: `stroke-width: ${width}`, opacity });
        set(each.tip, { d: tip, fill: `var(--arm${each.a})`, opacity });
      }
      cells.forEach((row, s) => row.forEach((cell, a) => {
        if (!world.available[s][a]) return;
        cell.replaceChildren(el("span", {}, names[s][a]), el("b", {}, fixed(Q[s][a])));
        cell.className = policy[s] === a ? "best" : "";
        cell.style.setProperty("--arm", `var(--arm${a})`);
      }));
      const plan = `${names[0][policy[0]]}, ${names[1][policy[1]]}`;
      found.add(plan);
      diary.textContent = `Plans seen, ${found.size} of ${PLANS} (orchard, hollow): ${[...found].join(" · ")}`;
      const gap = Q[1][2] - Q[1][0], better = gap > 0 ? "better" : "worse";
      later(`In the orchard Peter chooses to ${names[0][policy[0]]}, in the hollow to ${policy[1] === 2 ? "walk through the fire" : "wait"}. There the fire is ${fixed(Math.abs(gap))} ${better} than waiting. Settled after ${sweeps} sweeps.`);
    }

    stage.append(el("div.touch-sides", {}, el("div", {}, picture, table),
      el("div", {}, sliders.gamma.whole, sliders.slip.whole, sliders.fire.whole, sliders.apple.whole, saying, el("div.touch-row", {}, back), diary)));
    draw();
  },
});
