/* Whatever scrolls sideways can be reached and scrolled with the keyboard; nothing else is a stop. */
(() => {
  const wide = "pre, div.math, .pst-scrollable-table-container, .shown";
  const names = { PRE: "Code or output", DIV: "Wide content" };

  /* A formula that is only a little too wide is set a little smaller instead. */
  function fit(formula) {
    formula.style.fontSize = "";
    const share = formula.clientWidth / formula.scrollWidth;
    if (share >= 0.85 && share < 1) formula.style.fontSize = `${Math.floor(995 * share) / 10}%`;
  }

  function reach(element) {
    if (element.matches("div.math")) fit(element);
    const scrolls = element.scrollWidth > element.clientWidth && element.clientWidth > 0;
    if (scrolls) {
      element.tabIndex = 0;
      element.dataset.scrolls = "sideways";
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", `${names[element.tagName]}, scrolls sideways`);
    } else if (element.dataset.scrolls) {
      ["tabindex", "role", "aria-label", "data-scrolls"].forEach((name) => element.removeAttribute(name));
    }
  }

  const found = () => document.querySelectorAll(`.bd-article :is(${wide})`);
  const all = () => found().forEach(reach);
  const later = new ResizeObserver(all);

  function watch() {
    all();
    later.observe(document.body);
    found().forEach((element) => element.firstElementChild && later.observe(element.firstElementChild));
  }

  window.addEventListener("DOMContentLoaded", all);
  window.addEventListener("load", () => {
    watch();
    document.fonts.ready.then(all);
    window.MathJax?.startup?.promise?.then(watch);
  });
  document.addEventListener("toggle", all, true);
})();

/* A full stop after a formula stays on its line; browsers would let it fall onto the next. */
window.addEventListener("load", () => window.MathJax?.startup?.promise?.then(() => {
  document.querySelectorAll(".bd-article span.math").forEach((formula) => {
    const next = formula.nextSibling;
    const mark = next?.nodeType === Node.TEXT_NODE && next.data.match(/^[.,;:!?)\]’”]+/);
    if (!mark) return;
    next.splitText(mark[0].length);
    const together = document.createElement("span");
    together.className = "together";
    formula.before(together);
    together.append(formula, next);
  });
}));
