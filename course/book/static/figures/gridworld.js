/* Chapter 3: Peter goes where he is told, and Q-learning learns from every step. */
figure("gridworld", {
  world({ cells, ends, rewards, alpha, gamma, limit }) {
    const { move, what } = figure.board, { argmax } = figure;
    const width = cells[0].length, all = cells.flatMap((row, r) => row.map((_, c) => [r, c]));
    const starts = all.filter((cell) => what(cells, cell) === 0);
    const state = ([row, column]) => row * width + column;

    /* Where a move ends, what is there, what it brings, and whether the morning is over. */
    function step(cell, action) {
      const there = move(cells, cell, action), kind = what(cells, there);
      return { next: there ?? cell, kind, reward: rewards[kind], over: ends.includes(kind) };
    }

    const table = () => all.map(() => [0, 0, 0, 0]);

    function update(Q, cell, action, { next, reward, over }) {
      const row = Q[state(cell)], target = over ? reward : reward + gamma * Math.max(...Q[state(next)]);
      row[action] += alpha * (target - row[action]);
    }

    /* So many mornings from random cells, every step at random. */
    function practise(Q, mornings, dice) {
      for (let morning = 0; morning < mornings; morning += 1) {
        let cell = starts[dice.integer(starts.length)];
        for (let t = 0; t < limit; t += 1) {
          const action = dice.integer(4), came = step(cell, action);
          update(Q, cell, action, came);
          if (came.over) break;
          cell = came.next;
        }
      }
    }

    /* Moves to the nearest apple, -1 where there is no way. */
    const distances = (() => {
      const found = all.map(() => -1), queue = all.filter((cell) => what(cells, cell) === 4);
      for (const cell of queue) found[state(cell)] = 0;
      for (let i = 0; i < queue.length; i += 1) {
        for (let a = 0; a < 4; a += 1) {
          const there = move(cells, queue[i], a);
          if (there && found[state(there)] < 0 && !ends.includes(what(cells, there))) {
            found[state(there)] = found[state(queue[i])] + 1;
            queue.push(there);
          }
        }
      }
      return found;
    })();

    const best = (row) => [0, 1, 2, 3].filter((a) => row[a] === Math.max(...row));
    /* How many of the cells have an arrow along a shortest way. */
    function right(Q) {
      return starts.filter((cell) => {
        const row = Q[state(cell)], { next, kind } = step(cell, argmax(row));
        return row.some((q) => q !== row[0]) && kind !== 5 && distances[state(next)] === distances[state(cell)] - 1 && (kind === 4 || !ends.includes(kind));
      }).length;
    }
    return { all, starts, state, step, table, update, practise, distances, best, right };
  },

  show(stage, world, facts) {
    const { el, button, says, keyed, pad, generator, still } = figure, { board } = figure;
    const { node: saying, say } = says(), dice = generator(Number(stage.dataset.seed ?? Date.now() % 1e6));
    const drawn = board.picture(facts, "The clearing, seen from above, with an arrow for the best action in each cell");
    const scores = el("ul.touch-scores.three");
    let Q, cell, path, over, mornings, timer = 0;

    const field = keyed("The clearing. Arrow keys walk Peter", board.keys(walk), drawn.whole);
    const way = ["up", "down", "left", "right"];

    function morning(start) {
      clearTimeout(timer);
      cell = start;
      path = [cell];
      over = false;
      mornings += 1;
    }
    function forget() {
      Q = world.table();
      mornings = 0;
      morning(facts.start);
      draw();
      say("Nothing is known yet: no arrows. Walk Peter to an apple, and see what he writes down.");
    }

    const ended = { apple: "An apple!", water: "Into the pond.", wolf: "The wolf.", outside: "Lost in the forest." };

    /* One step, by whom it may be; true when the morning is over. */
    function walk(action) {
      clearTimeout(timer);
      if (over) morning(world.starts[dice.integer(world.starts.length)]);
      const came = world.step(cell, action), kind = board.KINDS[came.kind];
      world.update(Q, cell, action, came);
      const wrote = `Q(${way[action]}) is now ${figure.fixed(Q[world.state(cell)][action])}`;
      cell = came.next;
      path.push(cell);
      over = came.over;
      draw();
      const steps = path.length - 1, least = world.distances[world.state(path[0])];
      if (!over) say(`Step ${steps}, ${way[action]}: ${wrote}.`);
      else say(`${ended[kind]} ${steps} ${steps === 1 ? "step" : "steps"}${kind === "apple" ? `, the shortest way has ${least}` : ""}. ${wrote}. The next step begins a new morning elsewhere.`);
      return over;
    }

    /* Peter follows his own arrows, where he has any. */
    function alone() {
      if (over) morning(world.starts[dice.integer(world.starts.length)]);
      const options = world.best(Q[world.state(cell)]);
      const done = walk(options[dice.integer(options.length)]) || path.length > facts.limit;
      if (!done) timer = setTimeout(alone, still() ? 0 : 160);
    }

    function practise(n) {
      clearTimeout(timer);
      world.practise(Q, n, dice);
      mornings += n;
      draw();
      say(`After ${n} more mornings at random, ${world.right(Q)} of ${world.starts.length} arrows lie on a shortest way. The dice chose every step; what he writes down is about the best one.`);
    }

    function draw() {
      drawn.place(cell, path);
      drawn.arrows(facts.cells.map((row, r) => row.map((kind, c) => {
        if (facts.ends.includes(kind)) return null;
        const options = world.best(Q[world.state([r, c])]);
        return options.length === 4 ? [] : options;
      })));
      scores.replaceChildren(
        el("li", {}, el("b", {}, String(mornings)), "mornings"),
        el("li", {}, el("b", {}, String(path.length - 1)), "steps today"),
        el("li", {}, el("b", {}, `${world.right(Q)} of ${world.starts.length}`), "arrows right"));
    }

    stage.append(el("div.touch-sides", { style: "--sides: minmax(0, 25rem) 1fr" }, el("div", {}, field),
      el("div", {}, scores, saying,
        el("div.touch-row", {}, pad((name) => walk(way.indexOf(name))),
          el("div.touch-stack", {}, button("Let Peter walk", alone), button("100 mornings at random", () => practise(100)), button("Forget everything", forget))),
        el("p.touch-note", {}, "Click the clearing and walk with the arrow keys. Arrows are the best entries of the table, as far as he knows; a dot: he knows nothing."))));
    field.addEventListener("pointerdown", () => field.focus({ preventScroll: true }));
    forget();
  },
});
