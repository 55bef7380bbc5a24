// MathJax typesets what it is handed, and nothing by itself. Packages that reach out of a formula
// (links, styles, classes, loading more, definitions that outlive it) are left out.
window.MathJax = {
  startup: { typeset: false },
  loader: { load: [] },
  tex: {
    packages: ["base", "ams", "amscd", "boldsymbol", "braket", "cancel", "cases", "centernot", "color",
      "gensymb", "mathtools", "mhchem", "noerrors", "noundefined", "textmacros", "upgreek"],
    maxMacros: 500,
  },
  svg: { fontCache: "local" },
  options: { enableMenu: false, enableAssistiveMml: false },
};
