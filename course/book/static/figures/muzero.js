/* Chapter 10: a tree search in the world of six states, one look ahead after the other. */
figure("muzero", {
  world({ after, reward, P, value, gamma }) {
    const normalised = (q, low, high) => (high > low ? (q - low) / (high - low) : 0);

    /* A tree holds nodes: which state, visits, means and children of both actions; and the range of values met. */
    const node = (state) => ({ state, N: [0, 0], Q: [0, 0], child: [-1, -1] });
    const plant = (state) => ({ nodes: [node(state)], low: Infinity, high: -Infinity, path: [] });

    /* The scores of both actions in a node. */
    function scores(tree, { state, N, Q }, c) {
      const visits = N[0] + N[1], own = (value[state] + N[0] * Q[0] + N[1] * Q[1]) / (1 + visits);
      const low = Math.min(tree.low, own), high = Math.max(tree.high, own);
      return [0, 1].map((a) => normalised(N[a] ? Q[a] : own, low, high) + (c * P[state][a] * Math.sqrt(1 + visits)) / (1 + N[a]));
    }

    /* One simulation: down to where nobody has been, a new node, and its value back to the root. */
    function look(tree, c) {
      const path = [];
      let at = 0;
      while (at >= 0) {
        const score = scores(tree, tree.nodes[at], c), action = score[1] > score[0] ? 1 : 0;
        path.push([at, action]);
        at = tree.nodes[at].child[action];
      }
      const [leaf, taken] = path.at(-1), state = after[tree.nodes[leaf].state][taken];
      tree.nodes[leaf].child[taken] = tree.nodes.length;
      tree.nodes.push(node(state));
      let G = value[state];
      for (const [index, a] of [...path].reverse()) {
        const each = tree.nodes[index];
        G = reward[each.state][a] + gamma * G;
        each.N[a] += 1;
        each.Q[a] += (G - each.Q[a]) / each.N[a];
      }
      for (const [index, a] of path) {
        tree.low = Math.min(tree.low, tree.nodes[index].Q[a]);
        tree.high = Math.max(tree.high, tree.nodes[index].Q[a]);
      }
      tree.path = path;
      return tree;
    }

    function search(state, looks, c) {
      const tree = plant(state);
      for (let i = 0; i < looks; i += 1) look(tree, c);
      return tree;
    }

    /* Depth, and rank from left to right, of each node. */
    function layout(tree) {
      const places = [];
      let rank = 0;
      (function visit(index, depth) {
        if (index < 0) return;
        const [left, right] = tree.nodes[index].child;
        visit(left, depth + 1);
        places[index] = { depth, rank: rank++ };
        visit(right, depth + 1);
      })(0, 0);
      return places;
    }
    return { normalised, plant, scores, look, search, layout };
  },

  show(stage, world, { c: usual, value, P }) {
    const { el, svg, drawing, button, choice, slider, says, keyed, fixed } = figure;
    const { node: saying, say, later } = says(), WIDTH = 440, HEIGHT = 330, MOST = 64, colours = ["var(--left)", "var(--right)"], names = ["left", "right"];
    let state = 0, looks = 0, tree = world.plant(0);
    const letters = value.map((_, s) => String.fromCharCode(65 + s));

    const edges = svg("g"), circles = svg("g");
    const picture = drawing(WIDTH, HEIGHT, "The search tree: the root above, a line the thicker the more visits", edges, circles);
    const field = keyed("The tree. Enter or the down arrow looks ahead once, the up arrow begins anew", {
      ArrowDown: () => ahead(1), Enter: () => ahead(1), " ": () => ahead(1), ArrowUp: anew,
    }, picture);
    const table = [0, 1].map(() => Array.from({ length: 4 }, () => el("td")));
    const c = slider("C: the call to look elsewhere", { min: 0, max: 5, step: 0.05, value: usual, told: (x) => fixed(x) }, again);
    const one = button("Look ahead once", () => ahead(1)), eight = button("Eight times", () => ahead(8));
    one.classList.add("main");

    function ahead(times) {
      for (let i = 0; i < times && looks < MOST; i += 1) {
        world.look(tree, c.value);
        looks += 1;
      }
      draw();
      const way = tree.path.map(([, a]) => names[a]).join(", "), [l, r] = tree.nodes[0].N;
      say(`Look ${looks}: ${way}, to a new node, which is state ${letters[tree.nodes.at(-1).state]}, guessed at ${fixed(value[tree.nodes.at(-1).state], 1)}. Visits at the root: ${l} left, ${r} right${looks >= MOST ? ". That is enough: begin anew" : ""}.`);
    }
    /* The same number of looks, with another C: nothing here is left to chance. */
    function again() {
      tree = world.search(state, looks, c.value);
      draw();
      const [l, r] = tree.nodes[0].N;
      later(`With C = ${fixed(c.value)}, ${looks} looks: ${l} left, ${r} right, and the deepest node ${Math.max(...world.layout(tree).map(({ depth }) => depth))} steps ahead.`);
    }
    function anew() {
      looks = 0;
      tree = world.plant(state);
      draw();
      say(`The root is state ${letters[state]}: a guess of ${fixed(value[state], 1)}, and a quick eye that goes left with ${fixed(P[state][0])}. Look ahead.`);
    }

    function draw() {
      const places = world.layout(tree), deep = Math.max(1, ...places.map(({ depth }) => depth)), wide = Math.max(1, places.length - 1);
      const radius = places.length > 32 ? 7 : 11, point = ({ depth, rank }) => [20 + (rank / wide) * (WIDTH - 40), 22 + depth * Math.min(62, (HEIGHT - 48) / deep)];
      const at = places.length > 1 ? places.map(point) : [[WIDTH / 2, 22]], fresh = tree.nodes.length - 1;
      edges.replaceChildren(...tree.nodes.flatMap(({ child, N }, i) => [0, 1].filter((a) => child[a] >= 0).map((a) => {
        const [[x1, y1], [x2, y2]] = [at[i], at[child[a]]], walked = tree.path.some(([index, taken]) => index === i && taken === a);
        return svg("line", { x1, y1, x2, y2, stroke: colours[a], "stroke-width": 1.2 + 1.6 * Math.sqrt(N[a]), "stroke-linecap": "round", opacity: walked ? 1 : 0.5 });
      })));
      circles.replaceChildren(...tree.nodes.map(({ state: s }, i) => [
        svg("circle", { cx: at[i][0], cy: at[i][1], r: radius, fill: "var(--paper)", stroke: i === fresh && i ? "var(--red)" : "var(--ink)", "stroke-width": i === fresh && i ? 3 : 1.5 }),
        svg("text", { x: at[i][0], y: at[i][1] + radius * 0.4, "text-anchor": "middle", style: `font-size: ${radius + 1}px; font-weight: 600` }, letters[s])]).flat());
      const root = tree.nodes[0], scores = world.scores(tree, root, c.value);
      table.forEach((row, a) => {
        [String(root.N[a]), root.N[a] ? fixed(root.Q[a]) : "–", fixed(P[root.state][a]), fixed(scores[a])].forEach((text, i) => { row[i].textContent = text; });
        row[3].className = scores[a] === Math.max(...scores) && !(a && scores[0] === scores[1]) ? "best" : "";
        row[3].style.setProperty("--arm", colours[a]);
      });
      one.disabled = eight.disabled = looks >= MOST;
    }

    stage.append(el("div.touch-sides", { style: "--sides: 1.25fr 1fr" }, el("div", {}, field),
      el("div", {}, el("table.plan-table", {}, el("caption", {}, "At the root"),
        el("thead", {}, el("tr", {}, el("td.none"), ["visits", "Q", "P", "score"].map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, table.map((row, a) => el("tr", {}, el("th", { scope: "row", style: `color: ${colours[a]}` }, names[a]), row)))),
      c.whole, choice("Begin in state", letters, 0, (i) => { state = i; anew(); }),
      el("div.touch-row", {}, one, eight, button("Begin anew", anew)), saying)));
    anew();
  },
});
