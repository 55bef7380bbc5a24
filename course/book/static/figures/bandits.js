/* Chapter 1: three clearings, thirty mornings, and two Peters who see the same weather. */
figure("bandits", {
  world({ means, c }) {
    const { generator, argmax } = figure;
    const MORNINGS = 30, k = means.length, best = Math.max(...means);

    /* An arm never pulled, else the largest upper end; Q: means of what was seen, N: pulls. */
    function ucb(Q, N) {
      if (Math.min(...N) === 0) return N.indexOf(0);
      const t = N.reduce((a, b) => a + b);
      return argmax(Q.map((q, a) => q + c * Math.sqrt(Math.log(t) / N[a])));
    }

    function thompson(wins, pulls, dice) {
      return argmax(wins.map((w, a) => dice.beta(1 + w, 1 + pulls[a] - w)));
    }

    /* A wood: where the clearings are, and on which mornings each of them has an apple. */
    function wood(seed) {
      const dice = generator(seed), chances = dice.shuffled(means);
      const apples = Array.from({ length: MORNINGS }, () => chances.map((chance) => Number(dice.random() < chance)));
      return { chances, apples, dice };
    }

    /* Somebody's tables; `pull` changes them. */
    function player() {
      return { wins: Array(k).fill(0), pulls: Array(k).fill(0), regret: [0], taken: [] };
    }

    function pull(who, arm, { chances, apples }) {
      const apple = apples[who.taken.length][arm];
      who.wins[arm] += apple;
      who.pulls[arm] += 1;
      who.regret.push(who.regret.at(-1) + best - chances[arm]);
      who.taken.push(arm);
      return apple;
    }

    const methods = {
      UCB1: (who) => ucb(who.wins.map((w, a) => w / who.pulls[a]), who.pulls),
      Thompson: (who, dice) => thompson(who.wins, who.pulls, dice),
    };
    return { MORNINGS, k, best, ucb, thompson, wood, player, pull, methods };
  },

  show(stage, world) {
    const { el, svg, set, drawing, button, says, fixed } = figure;
    const { MORNINGS, k } = world;
    const WIDTH = 420, HEIGHT = 250, LEFT = 46, TOP = 36, FLOOR = 210, MOST = MORNINGS * 0.5;
    const names = ["Left", "Middle", "Right"];
    const looks = { you: "var(--red)", UCB1: "var(--blue)", Thompson: "var(--green)" };
    const dashes = { you: "none", UCB1: "7 4", Thompson: "2 5" };
    const { node: saying, say } = says();
    let seed = Number(stage.dataset.seed ?? Date.now() % 1e6), wood, players;

    const cards = names.map((name, arm) => {
      const pips = el("span.bandit-pips"), tally = el("span.bandit-tally");
      const card = el("button.touch-button.bandit-arm", { type: "button", onclick: () => pull(arm), style: `--arm: var(--arm${arm})` },
        drawing(80, 52, "",
          svg("path", { d: "M37 52 L38.5 33 H42 L43.5 52 Z", fill: "var(--amber)" }),
          svg("circle", { cx: 40, cy: 22, r: 18, fill: "var(--arm)", opacity: 0.28 }),
          svg("circle.bandit-apple", { cx: 46, cy: 25, r: 5.5 })),
        el("span", {}, `${name} clearing`), tally, pips);
      return { card, pips, tally };
    });

    const curves = Object.fromEntries(Object.keys(looks).map((who) => [who, svg("polyline.curve", { stroke: looks[who], "stroke-dasharray": dashes[who] })]));
    const x = (t) => LEFT + (t / MORNINGS) * (WIDTH - LEFT - 8), y = (r) => FLOOR - (r / MOST) * (FLOOR - TOP);
    const lines = [0, 5, 10, 15].map((r) => [
      svg("line.grid", { x1: LEFT, x2: WIDTH - 8, y1: y(r), y2: y(r) }),
      svg("text.faint", { x: LEFT - 8, y: y(r) + 4, "text-anchor": "end" }, String(r))]);
    const days = [0, 10, 20, 30].map((t) => svg("text.faint", { x: x(t), y: FLOOR + 20, "text-anchor": "middle" }, String(t)));
    const chart = drawing(WIDTH, HEIGHT, "Regret of you, UCB1 and Thompson sampling, morning after morning",
      lines, days, svg("text.faint", { x: x(15), y: HEIGHT - 3, "text-anchor": "middle" }, "mornings"),
      svg("text.faint", { x: LEFT - 36, y: 14 }, "regret [apples missed]"), Object.values(curves));
    const scores = el("ul.touch-scores.three");
    const again = button("Another wood", () => { seed += 1; begin(); say(`A new wood: the clearings have changed places. Thirty mornings are left.`); });

    function begin() {
      wood = world.wood(seed);
      players = { you: world.player(), UCB1: world.player(), Thompson: world.player() };
      for (const { pips, card } of cards) { pips.replaceChildren(); card.disabled = false; card.classList.remove("found", "missed"); }
      draw();
    }

    function pull(arm) {
      const apple = world.pull(players.you, arm, wood);
      for (const [name, choose] of Object.entries(world.methods)) world.pull(players[name], choose(players[name], wood.dice), wood);
      cards.forEach(({ card }, a) => {
        card.classList.toggle("found", a === arm && apple === 1);
        card.classList.toggle("missed", a === arm && apple === 0);
      });
      cards[arm].pips.append(el(apple ? "i.apple" : "i"));
      draw();
      const left = MORNINGS - players.you.taken.length;
      if (left) say(`Morning ${MORNINGS - left}, ${names[arm].toLowerCase()} clearing: ${apple ? "an apple." : "nothing."} Your regret is ${fixed(players.you.regret.at(-1), 1)} apples; ${left} mornings are left.`);
      else finish();
    }

    function finish() {
      const lost = (who) => players[who].regret.at(-1), place = wood.chances.indexOf(world.best);
      for (const { card } of cards) card.disabled = true;
      again.focus();
      const verdict = lost("you") <= Math.min(lost("UCB1"), lost("Thompson")) ? "Nobody did better; one run is an anecdote, so try again." : "Somebody wasted less; was it luck? Try again.";
      say(`The season is over. The chances were ${wood.chances.join(", ")}: best was the ${names[place].toLowerCase()} clearing. You missed ${fixed(lost("you"), 1)} apples, UCB1 ${fixed(lost("UCB1"), 1)}, Thompson ${fixed(lost("Thompson"), 1)}. ${verdict}`);
    }

    function draw() {
      for (const [who, { regret }] of Object.entries(players)) set(curves[who], { points: regret.map((r, t) => `${x(t)},${y(r)}`).join(" ") });
      cards.forEach(({ tally }, a) => { tally.textContent = `${players.you.wins[a]} of ${players.you.pulls[a]}`; });
      scores.replaceChildren(...Object.keys(looks).map((who) => el("li", {},
        drawing(60, 8, "", svg("line.curve", { x1: 2, x2: 58, y1: 4, y2: 4, stroke: looks[who], "stroke-dasharray": dashes[who] })),
        el("b", {}, String(players[who].wins.reduce((a, b) => a + b))), `apples, ${who}`)));
    }

    stage.append(el("div.touch-sides", {},
      el("div", {}, el("div.bandit-arms", { role: "group", "aria-label": "Where to look this morning" }, cards.map(({ card }) => card)), el("div.touch-row", {}, again), saying),
      el("div", {}, chart, scores)));
    begin();
    say("Thirty mornings are left. Each clearing has an apple on some mornings: press one to look.");
  },
});
