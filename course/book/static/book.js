/* Whatever scrolls sideways can be reached and scrolled with the keyboard; nothing else is a stop. */
(() => {
  const wide = "pre, div.math, .pst-scrollable-table-container, .shown";
  const names = { PRE: "Code or output", DIV: "Wide content" };

  function reach(element) {
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
