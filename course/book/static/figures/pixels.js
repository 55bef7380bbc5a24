/* Chapter 8: a small window over what Peter sees, with kernels made by hand and with those he has learned. */
figure("pixels", {
  world({ patches, gain, kernel, bias, rows, columns }) {
    const HIGH = kernel.length, WIDE = kernel[0].length, FILTERS = bias.length;

    /* What is seen at a moment: how dark each place is, and how that has changed. */
    const look = (t) => patches[t].map((row, r) => row.map((dark, c) => [dark, gain * (dark - patches[t - 1][r][c])]));

    /* By hand: dark on the left and light on the right of it; and what has become darker. */
    const side = [1, 1, -1, -1];
    const made = [
      { name: "an edge", kernel: kernel.map((row) => row.map((_, j) => [0.25 * side[j], 0])), bias: 0 },
      { name: "what is new", kernel: kernel.map((row) => row.map(() => [0, 0.125])), bias: 0 },
    ];
    const learned = bias.map((b, f) => ({ name: `Peter's ${f + 1}`, kernel: kernel.map((row) => row.map((cell) => cell.map((weights) => weights[f]))), bias: b }));
    const filters = [...made, ...learned];

    const fits = (size, window, stride) => Math.floor((size - window) / stride) + 1;

    /* The answer at one place: the window times the kernel, summed, plus the bias. */
    function answer(picture, { kernel: weights, bias: b }, top, left) {
      let sum = b;
      weights.forEach((row, i) => row.forEach((cell, j) => cell.forEach((w, k) => { sum += w * picture[top + i][left + j][k]; })));
      return sum;
    }
    function convolve(picture, filter, stride) {
      return Array.from({ length: fits(rows, HIGH, stride) }, (_, r) => Array.from({ length: fits(columns, WIDE, stride) }, (__, c) => answer(picture, filter, r * stride, c * stride)));
    }
    return { HIGH, WIDE, FILTERS, look, filters, fits, answer, convolve };
  },

  show(stage, world, { patches, rows, columns }) {
    const { el, svg, set, drawing, slider, choice, says, keyed, fixed } = figure, { HIGH, WIDE } = world;
    const { node: saying, later } = says(), UNIT = 12, GAP = 22, TOP = 22;
    let moment = 3, filter = 0, stride = 2, place = [4, 2];

    const signed = (value, most) => `color-mix(in srgb, ${value < 0 ? "var(--left)" : "var(--right)"} ${Math.round(100 * Math.min(1, Math.abs(value) / most))}%, var(--paper))`;
    const dark = (value) => `color-mix(in srgb, var(--ink) ${Math.round(100 * value)}%, var(--paper))`;
    const cells = (high, wide, left, top, unit = UNIT) => Array.from({ length: high }, (_, r) => Array.from({ length: wide }, (__, c) => svg("rect", { x: left + c * unit, y: top + r * unit, width: unit, height: unit })));
    const frame = (high, wide, left, top, unit = UNIT) => svg("rect.axis", { x: left, y: top, width: wide * unit, height: high * unit });
    const title = (x, text) => svg("text.faint", { x, y: 14 }, text);

    const second = columns * UNIT + GAP, picture = [cells(rows, columns, 0, TOP), cells(rows, columns, second, TOP)];
    const windows = [0, second].map(() => svg("rect", { width: WIDE * UNIT, height: HIGH * UNIT, fill: "none", stroke: "var(--red)", "stroke-width": 3, rx: 2 }));
    const seen = drawing(second + columns * UNIT + 2, TOP + rows * UNIT + 2, "What Peter sees: the patch, and how it has changed; a window lies over both",
      title(0, "the patch"), title(second, "its change"), picture, frame(rows, columns, 0, TOP), frame(rows, columns, second, TOP), windows);
    const field = keyed("What Peter sees. Arrow keys move the window", {
      ArrowUp: () => go(-1, 0), ArrowDown: () => go(1, 0), ArrowLeft: () => go(0, -1), ArrowRight: () => go(0, 1),
    }, seen);
    field.classList.add("pixels-field");

    const SMALL = 18, kernels = [cells(HIGH, WIDE, 0, TOP, SMALL), cells(HIGH, WIDE, HIGH * SMALL + GAP, TOP, SMALL)];
    const aside = 2 * HIGH * SMALL + GAP + 34, answers = svg("g"), here = svg("rect", { fill: "none", stroke: "var(--red)", "stroke-width": 3 });
    const results = drawing(330, TOP + rows * 9 + 4, "The kernel, and its answers at all places",
      title(0, "the kernel"), kernels, frame(HIGH, WIDE, 0, TOP, SMALL), frame(HIGH, WIDE, HIGH * SMALL + GAP, TOP, SMALL),
      svg("text.faint", { x: aside, y: 14 }, "its answers"), ["blue: below 0", "orange: above"].map((text, i) => svg("text.faint", { x: 0, y: TOP + HIGH * SMALL + 26 + 18 * i }, text)), answers, here);

    const room = () => [world.fits(rows, HIGH, stride), world.fits(columns, WIDE, stride)];
    function put(r, c) {
      const [most, wide] = room();
      place = [Math.max(0, Math.min(most - 1, r)), Math.max(0, Math.min(wide - 1, c))];
      draw();
    }
    const go = (down, right) => put(place[0] + down, place[1] + right);

    function draw() {
      const look = world.look(moment), { name, kernel, bias } = world.filters[filter], out = world.convolve(look, world.filters[filter], stride);
      look.forEach((row, r) => row.forEach(([patch, change], c) => {
        picture[0][r][c].style.fill = dark(patch);
        picture[1][r][c].style.fill = signed(change, 0.8);
      }));
      const most = Math.max(...kernel.flat(2).map(Math.abs)), largest = Math.max(1e-9, ...out.flat().map(Math.abs));
      kernel.forEach((row, i) => row.forEach((cell, j) => cell.forEach((w, k) => { kernels[k][i][j].style.fill = signed(w, most); })));
      const [high, wide] = room(), unit = (rows * 9) / high, [r, c] = place, top = r * stride, left = c * stride;
      answers.replaceChildren(...out.flatMap((row, i) => row.map((value, j) => svg("rect", { x: aside + j * unit, y: TOP + i * unit, width: unit + 0.3, height: unit + 0.3, style: `fill: ${signed(value, largest)}` }))), svg("rect.axis", { x: aside, y: TOP, width: wide * unit, height: high * unit }));
      set(here, { x: aside + c * unit, y: TOP + r * unit, width: unit, height: unit });
      windows.forEach((node, k) => set(node, { x: k * second + left * UNIT, y: TOP + top * UNIT }));
      const value = out[r][c];
      later(`Moment ${moment}, ${name}, rows ${top + 1} to ${top + HIGH}, columns ${left + 1} to ${left + WIDE}: 32 products, their sum, and ${fixed(bias)} for the offset make ${fixed(value)}. ${value > 0 ? "It goes on to the next layer." : "The next layer hears 0: relu."}`);
    }

    function drag(event) {
      const box = seen.getBoundingClientRect(), zoom = (second + columns * UNIT + 2) / box.width;
      const x = (event.clientX - box.left) * zoom, y = (event.clientY - box.top) * zoom - TOP;
      put(Math.round((y / UNIT - HIGH / 2) / stride), Math.round(((x >= second - GAP / 2 ? x - second : x) / UNIT - WIDE / 2) / stride));
    }
    field.addEventListener("pointerdown", (event) => {
      field.focus({ preventScroll: true });
      field.setPointerCapture(event.pointerId);
      drag(event);
    });
    field.addEventListener("pointermove", (event) => { if (field.hasPointerCapture(event.pointerId)) drag(event); });

    const moments = slider("Moment", { min: 1, max: patches.length - 1, step: 1, value: moment }, (t) => { moment = t; draw(); });
    stage.append(el("div.touch-sides", { style: "--sides: minmax(0, 22rem) 1fr" }, el("div", {}, field, moments.whole),
      el("div", {}, choice("Kernel", world.filters.map(({ name }) => name), filter, (i) => { filter = i; draw(); }),
        choice("Stride", ["1", "2"], 1, (i) => { place = place.map((at) => Math.floor((at * stride) / (i + 1))); stride = i + 1; put(...place); }),
        el("div.pixels-results", {}, results), saying)));
    draw();
  },
});
