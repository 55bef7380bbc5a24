/* Peter's clearing, for the chapters that play on it: its rules of moving, and its picture with arrows. */
figure.board = (() => {
  "use strict";
  const DELTAS = [[-1, 0], [1, 0], [0, -1], [0, 1]], NAMES = ["up", "down", "left", "right"];
  const KINDS = ["empty", "water", "wolf", "tree", "apple", "outside"];
  const KEYS = { ArrowUp: 0, ArrowDown: 1, ArrowLeft: 2, ArrowRight: 3 };
  const SIDE = 50;

  /* Where a move leads, or null if it leaves the board; a cell is [row, column]. */
  function move(cells, [row, column], action) {
    const there = [row + DELTAS[action][0], column + DELTAS[action][1]];
    return cells[there[0]]?.[there[1]] === undefined ? null : there;
  }
  const what = (cells, cell) => (cell ? cells[cell[0]][cell[1]] : 5);

  /* The picture; `place` puts Peter somewhere, `arrows` takes the best actions of each cell. */
  function picture({ cells, picture: image, peter }, label) {
    const { svg, set, drawing } = figure, height = cells.length, width = cells[0].length;
    const way = svg("polyline", { fill: "none", stroke: "#784f34", "stroke-width": 5, "stroke-dasharray": "0.1 11", "stroke-linecap": "round" });
    const marks = svg("g"), hero = svg("image", { href: peter, width: SIDE, height: SIDE });
    const whole = drawing(width * SIDE, height * SIDE, label, svg("image", { href: image, width: width * SIDE, height: height * SIDE }), way, marks, hero);
    whole.classList.add("touch-board");
    const middle = ([row, column]) => [(column + 0.5) * SIDE, (row + 0.5) * SIDE];
    return {
      whole,
      place(cell, path = []) {
        set(hero, { x: cell[1] * SIDE, y: cell[0] * SIDE });
        set(way, { points: path.map(middle).join(" ") });
      },
      arrows(best) {
        const shapes = [];
        best.forEach((row, r) => row.forEach((actions, c) => {
          if (!actions) return;
          const [x, y] = middle([r, c]);
          const parts = actions.map((a) => `<path transform="rotate(${[-90, 90, 180, 0][a]})" d="M3 0H14M10 -5.5 19 0 10 5.5Z"/>`);
          shapes.push(`<g transform="translate(${x} ${y})" class="board-arrow">${parts.join("") || '<circle r="2.2"/>'}</g>`);
        }));
        marks.innerHTML = shapes.join("");
      },
    };
  }

  /* Keys for a place that is played with the four arrow keys. */
  const keys = (act) => Object.fromEntries(Object.entries(KEYS).map(([key, action]) => [key, () => act(action)]));
  return { DELTAS, NAMES, KINDS, move, what, picture, keys };
})();
