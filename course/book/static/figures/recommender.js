/* Chapter 11: forty guests a day, eight wares, and a LinUCB that serves the same guests from a stall of its own. */
figure("recommender", {
  world({ tastes, later, coming, rainy, noise, lam, alpha }) {
    const GUESTS = 40, K = tastes.length, D = tastes[0].length;
    const { argmax } = figure, dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
    const times = (matrix, x) => matrix.map((row) => dot(row, x));

    /* Who it is (one of the first is 1), how cold it is, whether it rains, how hungry he is. */
    function guest(dice) {
      const drawn = dice.random();
      let kind = 0, below = coming[0];
      while (drawn >= below && kind < coming.length - 1) below += coming[kind += 1];
      return [...coming.map((_, i) => Number(i === kind)), dice.random(), Number(dice.random() < rainy), dice.random()];
    }

    const means = (x, night) => times(night ? later : tastes, x);

    /* For each ware the inverse of A, and b, and the weights: nothing is known yet. */
    function stall() {
      return Array.from({ length: K }, () => ({
        inverse: Array.from({ length: D }, (_, i) => Array.from({ length: D }, (_, j) => (i === j ? 1 / lam : 0))),
        b: Array(D).fill(0), theta: Array(D).fill(0) }));
    }

    /* Sherman and Morrison: one guest more who was offered this ware. */
    function learn(ware, x, coins) {
      const u = times(ware.inverse, x), c = 1 / (1 + dot(x, u));
      ware.inverse = ware.inverse.map((row, i) => row.map((a, j) => a - c * u[i] * u[j]));
      ware.b = ware.b.map((b, i) => b + coins * x[i]);
      ware.theta = times(ware.inverse, ware.b);
    }

    /* What each ware may bring from this guest: mean, and half of the width that LinUCB grants it. */
    const believed = (wares, x) => wares.map(({ theta, inverse }) =>
      ({ mean: dot(theta, x), reach: alpha * Math.sqrt(Math.max(dot(x, times(inverse, x)), 0)) }));
    const linucb = (wares, x) => argmax(believed(wares, x).map(({ mean, reach }) => mean + reach));

    /* A day: its guests, and what each of them would pay for each ware. */
    function day(seed, night) {
      const dice = figure.generator(seed);
      return Array.from({ length: GUESTS }, () => {
        const x = guest(dice), worth = means(x, night);
        return { x, worth, pays: worth.map((mean) => mean + noise * dice.normal()) };
      });
    }
    return { GUESTS, K, guest, means, stall, learn, believed, linucb, day };
  },

  show(stage, world, { guests, wares }) {
    const { el, svg, set, drawing, button, tick, says, fixed } = figure, { GUESTS } = world;
    const WIDTH = 420, HEIGHT = 230, LEFT = 40, TOP = 34, FLOOR = 190, MOST = 80, LOW = -6, HIGH = 10;
    const looks = { you: "var(--red)", LinUCB: "var(--blue)" }, dashes = { you: "none", LinUCB: "7 4" };
    const { node: saying, say } = says(), memory = world.stall();
    let seed = Number(stage.dataset.seed ?? Date.now() % 1e6), night = false, day, served, players, shown = false;

    const x = (t) => LEFT + (t / GUESTS) * (WIDTH - LEFT - 8), y = (r) => FLOOR - (Math.min(r, MOST) / MOST) * (FLOOR - TOP);
    const across = (coins) => ((Math.min(Math.max(coins, LOW), HIGH) - LOW) / (HIGH - LOW)) * 100;
    const cards = wares.map((name, ware) => {
      const bar = svg("line.stall-reach", { y1: 6, y2: 6 }), dot = svg("circle.stall-mean", { cy: 6, r: 3.5 }), told = el("span.stall-told");
      const line = drawing(100, 12, "", svg("line.grid", { x1: across(0), x2: across(0), y1: 0, y2: 12 }), bar, dot);
      const card = el("button.touch-button.stall-ware", { type: "button", onclick: () => offer(ware) }, el("span", {}, name), told, line);
      return { card, bar, dot, told, line };
    });
    const curves = Object.fromEntries(Object.keys(looks).map((who) => [who, svg("polyline.curve", { stroke: looks[who], "stroke-dasharray": dashes[who] })]));
    const chart = drawing(WIDTH, HEIGHT, "Coins that you and LinUCB have missed, guest after guest",
      [0, 20, 40, 60, 80].map((r) => [svg("line.grid", { x1: LEFT, x2: WIDTH - 8, y1: y(r), y2: y(r) }), svg("text.faint", { x: LEFT - 8, y: y(r) + 4, "text-anchor": "end" }, String(r))]),
      [0, 10, 20, 30, 40].map((t) => svg("text.faint", { x: x(t), y: FLOOR + 19, "text-anchor": "middle" }, String(t))),
      svg("text.faint", { x: x(20), y: HEIGHT - 3, "text-anchor": "middle" }, "guests of the day"),
      svg("text.faint", { x: LEFT - 32, y: 14 }, "regret [coins missed]"), Object.values(curves));
    const scores = el("ul.touch-scores"), who = el("p.stall-guest");
    const next = button("The next day", () => begin(night)), change = button("A day of other tastes", () => begin(!night));

    const alone = button("Ten days for LinUCB alone", () => {
      for (let i = 0; i < 10; i += 1) {
        seed += 1;
        for (const { x: features, pays } of world.day(seed, night)) {
          const ware = world.linucb(memory, features);
          world.learn(memory[ware], features, pays[ware]);
        }
      }
      begin(night);
      say("While you were away LinUCB has served 400 guests: see how short its lines are now. You are back, and the day begins.");
    });

    function told([...features]) {
      const [cold, rain, hunger] = features.slice(guests.length), kind = guests[features.indexOf(1)];
      const much = (share, words) => words[Math.min(Math.floor(3 * share), 2)];
      return `${{ cat: "The cat", bird: "The bird" }[kind] ?? "Grandfather"}, ${much(hunger, ["not hungry", "a little hungry", "very hungry"])}, on a ${much(cold, ["warm", "cool", "cold"])} day ${rain ? "with" : "without"} rain`;
    }

    function begin(dark) {
      const other = dark !== night;
      night = dark;
      seed += 1;
      day = world.day(seed, night);
      served = 0;
      players = { you: { coins: 0, regret: [0] }, LinUCB: { coins: 0, regret: [0] } };
      draw();
      say(other ? "Overnight all tastes have changed, and nobody has told LinUCB, who believes what was true. You may change your mind at once."
        : "Another day, the same tastes. LinUCB remembers every guest: do you?");
    }

    function offer(ware) {
      const { x: features, worth, pays } = day[served], theirs = world.linucb(memory, features), best = Math.max(...worth);
      for (const [name, chosen] of [["you", ware], ["LinUCB", theirs]]) {
        const player = players[name];
        player.coins += pays[chosen];
        player.regret.push(player.regret.at(-1) + best - worth[chosen]);
      }
      world.learn(memory[theirs], features, pays[theirs]);
      served += 1;
      const happened = `Guest ${served} paid you ${fixed(pays[ware], 1)} for ${wares[ware]}, and LinUCB ${fixed(pays[theirs], 1)} for ${wares[theirs]}.`;
      const lost = Object.values(players).map(({ regret }) => fixed(regret.at(-1), 1));
      draw();
      if (served < GUESTS) return say(`${happened} ${GUESTS - served} are to come.`);
      next.focus();
      say(`${happened} The stall closes. By what these guests like you have missed ${lost[0]} coins, LinUCB ${lost[1]}. It begins the next day with what it knows.`);
    }

    function draw() {
      const open = served < GUESTS, beliefs = open && world.believed(memory, day[served].x);
      const pick = open && world.linucb(memory, day[served].x);
      who.textContent = open ? `Guest ${served + 1}: ${told(day[served].x)}.` : "Nobody stands there any more.";
      cards.forEach(({ card, bar, dot, told: text, line }, ware) => {
        const seen = open && shown, { mean, reach } = seen ? beliefs[ware] : {};
        card.disabled = !open;
        card.classList.toggle("picked", seen && pick === ware);
        line.style.visibility = seen ? "visible" : "hidden";
        text.textContent = seen ? `${fixed(mean, 1)} ± ${fixed(reach, 1)}` : "";
        if (!seen) return;
        set(bar, { x1: across(mean - reach), x2: across(mean + reach) });
        set(dot, { cx: across(mean) });
      });
      for (const [name, { regret }] of Object.entries(players)) set(curves[name], { points: regret.map((r, t) => `${x(t)},${y(r)}`).join(" ") });
      scores.replaceChildren(...Object.keys(looks).map((name) => el("li", {},
        drawing(60, 8, "", svg("line.curve", { x1: 2, x2: 58, y1: 4, y2: 4, stroke: looks[name], "stroke-dasharray": dashes[name] })),
        el("b", {}, fixed(players[name].coins, 1)), `coins, ${name}`)));
    }

    stage.append(el("div.touch-sides", {},
      el("div", {}, who, el("div.stall-wares", { role: "group", "aria-label": "What to offer" }, cards.map(({ card }) => card)),
        tick("Show what LinUCB believes of this guest", false, (on) => { shown = on; draw(); }), saying),
      el("div", {}, chart, scores, el("div.touch-row", {}, next, alone, change),
        el("p.touch-note", {}, "A line reaches as far as LinUCB thinks possible, the dot is its estimate. It offers the ware whose line ends furthest right."))));
    begin(false);
    say("Forty guests will come today. Press the ware that you offer; what they like you must find out, and so must LinUCB.");
  },
});
