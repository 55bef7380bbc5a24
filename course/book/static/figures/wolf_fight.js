/* Chapter 4: the same clearing, but Peter tires; and what perfect play would do, from every state. */
figure("wolf_fight", {
  world({ cells, full, limit }) {
    const { move, what } = figure.board;
    const EVENTS = ["goes on", "won", "killed", "drowned"];
    const height = cells.length, width = cells[0].length, feelings = full + 1;

    /* One move: a state is [row, column, energy, fatigue]; at the edge he stays, and tires all the same. */
    function step([row, column, energy, fatigue], action) {
      const cell = move(cells, [row, column], action) ?? [row, column], kind = what(cells, cell);
      energy = Math.max(energy - 1, 0);
      fatigue = Math.min(fatigue + 1, full);
      if (kind === 4) energy = full;
      if (kind === 3) fatigue = 0;
      const event = kind === 1 ? 3 : kind === 2 ? (energy > fatigue ? 1 : 2) : 0;
      return { next: [...cell, energy, fatigue], event };
    }

    const number = ([row, column, energy, fatigue]) => ((row * width + column) * feelings + energy) * feelings + fatigue;

    /* The least moves to a victory from every state, -1 for never: backwards from the victories. */
    const moves = (() => {
      const found = new Int16Array(height * width * feelings * feelings).fill(-1), before = Array.from(found, () => []);
      let newly = [];
      for (let row = 0; row < height; row += 1) for (let column = 0; column < width; column += 1) {
        if ([1, 2].includes(cells[row][column])) continue;
        for (let energy = 0; energy <= full; energy += 1) for (let fatigue = 0; fatigue <= full; fatigue += 1) {
          const state = [row, column, energy, fatigue];
          for (let action = 0; action < 4; action += 1) {
            const { next, event } = step(state, action);
            if (event === 1 && found[number(state)] < 0) newly.push(state) && (found[number(state)] = 1);
            if (event === 0) before[number(next)].push(state);
          }
        }
      }
      for (let distance = 2; newly.length; distance += 1) {
        newly = newly.flatMap((state) => before[number(state)]).filter((state) => found[number(state)] < 0 && (found[number(state)] = distance));
      }
      return found;
    })();
    const moves_to_win = (state) => moves[number(state)];

    /* The moves of perfect play: those that lead to victory soonest. */
    function perfect(state) {
      const left = moves_to_win(state);
      if (left < 0) return [];
      return [0, 1, 2, 3].filter((action) => {
        const { next, event } = step(state, action);
        return left === 1 ? event === 1 : event === 0 && moves_to_win(next) === left - 1;
      });
    }
    const starts = cells.flatMap((row, r) => row.flatMap((kind, c) => (kind === 0 ? [[r, c, full, 0]] : [])));
    const winnable = starts.filter((state) => moves_to_win(state) > 0 && moves_to_win(state) <= limit);
    return { EVENTS, step, number, moves, moves_to_win, perfect, starts, winnable };
  },

  show(stage, world, facts) {
    const { el, button, tick, says, keyed, pad, generator, still } = figure, { board } = figure, { full } = facts;
    const { node: saying, say } = says(), dice = generator(Number(stage.dataset.seed ?? Date.now() % 1e6));
    const drawn = board.picture(facts, "The clearing with the wolf, seen from above");
    const way = ["up", "down", "left", "right"], score = { won: 0, killed: 0, drowned: 0 };
    const scores = el("ul.touch-scores.three"), energy = el("div.fight-pips"), fatigue = el("div.fight-pips");
    let state = [...facts.start, full, 0], path = [facts.start], over = false, shown = false, timer = 0, helped = false;

    const field = keyed("The clearing. Arrow keys walk Peter", board.keys(walk), drawn.whole);

    function fresh() {
      clearTimeout(timer);
      state = world.winnable[dice.integer(world.winnable.length)];
      path = [state.slice(0, 2)];
      over = helped = false;
    }

    function hope() {
      const left = world.moves_to_win(state);
      return left < 0 ? "He can no longer win." : `A perfect Peter would win in ${left} ${left === 1 ? "move" : "moves"}.`;
    }

    function walk(action) {
      clearTimeout(timer);
      if (over) fresh();
      const { next, event } = world.step(state, action), stays = next[0] === state[0] && next[1] === state[1];
      const there = board.what(facts.cells, next.slice(0, 2)), tired = `energy ${next[2]}, fatigue ${next[3]}`;
      state = next;
      path.push(state.slice(0, 2));
      over = event !== 0 || path.length > facts.limit;
      if (over && event && !helped) score[world.EVENTS[event]] += 1;
      draw();
      const moved = `Move ${path.length - 1}, ${way[action]}: ${tired}.`;
      if (event === 1) say(`${moved} ${state[2]} against ${state[3]}: the wolf is beaten! The next move begins a new fight elsewhere.`);
      else if (event === 2) say(`${moved} ${state[2]} against ${state[3]}: the wolf wins. The next move begins a new fight elsewhere.`);
      else if (event === 3) say(`${moved} Peter fell into the pond. The next move begins a new fight elsewhere.`);
      else if (over) say(`${moved} That was move ${facts.limit}, the last one. The next move begins a new fight.`);
      else say(`${moved}${stays ? " Here the wood ends: he stayed, and tired." : ""}${there === 4 ? " He ate an apple." : there === 3 ? " He rested below a tree." : ""} ${hope()}`);
      return over;
    }

    /* A perfect Peter goes on from here; his victories are not yours. */
    function alone() {
      if (over) { fresh(); draw(); }
      helped = true;
      const options = world.perfect(state);
      if (!options.length) return say(`From here nobody can win: energy ${state[2]}, fatigue ${state[3]}. Begin another fight.`);
      if (!walk(options[0])) timer = setTimeout(alone, still() ? 0 : 220);
    }

    function draw() {
      drawn.place(state.slice(0, 2), path);
      drawn.arrows(facts.cells.map((row, r) => row.map((kind, c) => (!shown || [1, 2].includes(kind) ? null : world.perfect([r, c, state[2], state[3]]) ))));
      for (const [place, name, value] of [[energy, "energy", state[2]], [fatigue, "fatigue", state[3]]]) {
        place.className = `fight-pips ${name}`;
        place.replaceChildren(el("span", {}, `${name} ${value}`), el("span.pips", { "aria-hidden": "true" }, Array.from({ length: full }, (_, i) => el(i < value ? "i.full" : "i"))));
      }
      scores.replaceChildren(...Object.entries(score).map(([name, n]) => el("li", {}, el("b", {}, String(n)), name)));
    }

    stage.append(el("div.touch-sides", { style: "--sides: minmax(0, 25rem) 1fr" }, el("div", {}, field, el("div.fight-feelings", {}, energy, fatigue)),
      el("div", {}, scores, saying, tick("Show a perfect Peter's arrows for these feelings", false, (on) => { shown = on; draw(); }),
        el("div.touch-row", {}, pad((name) => walk(way.indexOf(name))),
          el("div.touch-stack", {}, button("A perfect Peter goes on", alone), button("Another fight", () => { fresh(); draw(); say(`A new morning: energy ${full}, fatigue 0. ${hope()}`); }))),
        el("p.touch-note", {}, "Click the clearing and walk with the arrow keys. A move costs 1 energy and adds 1 fatigue; apples restore energy, trees rest him. A dot: from there, feeling like this, nobody can win."))));
    field.addEventListener("pointerdown", () => field.focus({ preventScroll: true }));
    draw();
    say(`Energy ${full}, fatigue 0. ${hope()}`);
  },
});
