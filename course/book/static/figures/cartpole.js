/* Gymnasium's CartPole-v1, step for step, and its picture; for the chapters that skate. */
figure.cartpole = (physics) => {
  "use strict";
  const { gravity, total_mass, masspole, length, polemass_length, force_mag, tau, theta_threshold_radians, x_threshold } = physics;

  /* The next state after a push: 0 to the left, 1 to the right. (Barto, Sutton & Anderson 1983; Florian 2007.) */
  function step([x, v, angle, spin], action) {
    const force = action === 1 ? force_mag : -force_mag, cos = Math.cos(angle), sin = Math.sin(angle);
    const temp = (force + polemass_length * spin * spin * sin) / total_mass;
    const bend = (gravity * sin - cos * temp) / (length * (4 / 3 - (masspole * cos * cos) / total_mass));
    const push = temp - (polemass_length * bend * cos) / total_mass;
    return [x + tau * v, v + tau * push, angle + tau * spin, spin + tau * bend];
  }
  const fallen = ([x, , angle]) => Math.abs(x) > x_threshold || Math.abs(angle) > theta_threshold_radians;
  const start = (dice) => Array.from({ length: 4 }, () => 0.1 * dice.random() - 0.05);

  /* Steps until the pole falls or `most` are made; act(state) returns a push. */
  function last(state, act, most) {
    let steps = 0;
    while (steps < most) {
      state = step(state, act(state));
      steps += 1;
      if (fallen(state)) break;
    }
    return steps;
  }

  /* The sledge on the ice, 4.8 metres from edge to edge. */
  function picture(label) {
    const { svg, set, drawing } = figure, WIDTH = 480, SCALE = 90, ICE = 176;
    const pole = svg("line", { x1: 0, y1: 0, x2: 0, y2: -118, stroke: "var(--amber)", "stroke-width": 9, "stroke-linecap": "round" });
    const push = svg("path", { fill: "var(--link)", d: "M0 -7H18V-14L36 0 18 14V7H0Z" });
    const sledge = svg("g", {}, push, pole,
      svg("rect", { x: -30, y: -6, width: 60, height: 22, rx: 5, fill: "var(--red)" }),
      svg("path", { d: "M-38 14V24H34Q42 24 42 14", fill: "none", stroke: "var(--ink)", "stroke-width": 4, "stroke-linecap": "round", "stroke-linejoin": "round" }),
      svg("circle", { r: 4.5, fill: "var(--paper)", stroke: "var(--amber)", "stroke-width": 2 }));
    const edges = [-1, 1].map((side) => svg("line", { x1: 240 + side * x_threshold * SCALE, x2: 240 + side * x_threshold * SCALE, y1: ICE - 40, y2: ICE, stroke: "var(--red)", "stroke-width": 2, "stroke-dasharray": "4 4" }));
    const whole = drawing(WIDTH, 200, label, svg("rect", { y: ICE, width: WIDTH, height: 24, fill: "var(--ice)" }), edges, sledge);
    whole.classList.add("pole-scene");
    return {
      whole,
      draw([x, , angle], action) {
        set(sledge, { transform: `translate(${240 + Math.max(-2.6, Math.min(2.6, x)) * SCALE} ${ICE - 26})` });
        set(pole, { transform: `rotate(${(angle * 180) / Math.PI})` });
        set(push, { transform: action === 1 ? "translate(36 5)" : "translate(-36 5) scale(-1 1)", opacity: action === undefined ? 0 : 1 });
      },
    };
  }
  return { step, fallen, start, last, picture };
};
