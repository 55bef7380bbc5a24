/* Chapter 9: crossroads of a real game, what is known of each way, and fourteen weights to choose by. */
figure("ms_pacman", {
  world() {
    /* What each way is worth: the sum of its features, each with its weight. */
    const values = (x, weights) => x.map((row) => row.reduce((sum, value, i) => sum + value * weights[i], 0));
    /* The best ways; all of them while nothing tells them apart. */
    function best(x, weights) {
      const Q = values(x, weights), most = Math.max(...Q);
      return Q.flatMap((q, way) => (q > most - 1e-9 ? [way] : []));
    }
    return { values, best };
  },

  show(stage, world, { moments, weights: his, features, ways }) {
    const { el, svg, set, drawing, button, slider, says, keyed, fixed } = figure;
    const { node: saying, say, later } = says(), TURN = [-90, 0, 180, 90], SKEW = 0.78, ZOOM = 2.5;
    const most = Math.ceil(1.2 * Math.max(...his.map(Math.abs)));
    let moment = 0, mine = his.map(() => 0);

    const image = svg("image", { width: 160 * ZOOM, height: 172 * SKEW * ZOOM, preserveAspectRatio: "none" }), arrows = svg("g");
    const whole = drawing(160 * ZOOM, 172 * SKEW * ZOOM, "The maze, with an arrow for each way that she may take", image, arrows);
    whole.classList.add("touch-board", "pacman-screen");
    const field = keyed("The maze. Left and right arrow keys turn the pages", { ArrowLeft: () => page(-1), ArrowRight: () => page(1) }, whole);
    const table = el("ul.touch-scores"), together = el("p.touch-note"), title = el("span.pacman-page");
    const sliders = features.map((name, i) => slider(name, { min: -most, max: most, step: 0.1, value: 0, told: (w) => fixed(w, 1) }, (w) => { mine[i] = w; draw(true); }));

    function page(by) {
      moment = (moment + by + moments.length) % moments.length;
      draw(false);
    }
    function take(weights) {
      mine = [...weights]; // as they are; the sliders show them rounded
      sliders.forEach((each, i) => { each.value = mine[i]; });
      draw(false);
    }

    /* Which features speak for a way against another, loudest first. */
    function reasons(x, chosen, other) {
      return features.map((name, i) => ({ name, by: mine[i] * (x[chosen][i] - x[other][i]) })).filter(({ by }) => Math.abs(by) > 0.005)
        .sort((a, b) => Math.abs(b.by) - Math.abs(a.by)).slice(0, 3).map(({ name, by }) => `${name} ${by > 0 ? "+" : ""}${fixed(by)}`).join(", ");
    }

    function draw(dragged) {
      const { picture, place, ways: free, x } = moments[moment], Q = world.values(x, mine), best = world.best(x, mine), peters = world.best(x, his);
      set(image, { href: picture });
      const [cx, cy] = [(place[1] + 0.5) * ZOOM, (place[0] + 0.5) * SKEW * ZOOM];
      arrows.replaceChildren(...free.map((way, i) => svg("path", { class: best.includes(i) ? "pacman-way best" : "pacman-way",
        transform: `translate(${cx} ${cy}) rotate(${TURN[way]})`, d: "M16 -4H34V-11L50 0 34 11V4H16Z" })));
      table.replaceChildren(...free.map((way, i) => el(best.includes(i) ? "li.best" : "li", {}, el("b", {}, fixed(Q[i])), ways[way])));
      title.textContent = `Crossroads ${moment + 1} of ${moments.length}`;
      const same = moments.filter((each) => { const own = world.best(each.x, mine); return own.length === 1 && world.best(each.x, his).includes(own[0]); }).length;
      together.textContent = `You and Peter agree at ${same} of ${moments.length} crossroads.`;
      const names = (list) => list.map((i) => ways[free[i]]).join(" or ");
      const others = Q.map((_, i) => i).filter((i) => !best.includes(i)).sort((a, b) => Q[b] - Q[a]);
      const why = best.length > 1 ? `Nothing tells ${names(best)} apart.` : `She goes ${names(best)}; against ${ways[free[others[0]]]} speaks: ${reasons(x, best[0], others[0])}.`;
      (dragged ? later : say)(`${title.textContent}. ${why} With his own weights Peter goes ${names(peters)}.`);
    }

    stage.append(el("div.touch-sides", { style: "--sides: minmax(0, 25rem) 1fr" },
      el("div", {}, field, el("div.touch-row", {}, button("← before", () => page(-1)), title, button("next →", () => page(1))), table, saying, together),
      el("div", {}, el("div.pacman-weights", {}, sliders.map((each) => each.whole)),
        el("div.touch-row", {}, button("Peter's weights", () => take(his)), button("All 0", () => take(his.map(() => 0)))))));
    draw(false);
  },
});
