// Tables that can be sorted and searched: on the instructor's own pages only, and the only script in them.
// Without it a page shows everything, in order.
"use strict";

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function keyOf(cell) {
  const found = cell && /^[^\d—×]*?(-?\d[\d.]*)/.exec(cell.textContent);
  return found ? Number(found[1]) : -Infinity; // what has no number comes last, or first
}

function sortable(table, after) {
  const body = table.tBodies[0];
  for (const head of table.tHead.rows[0].cells) {
    if (!head.textContent.trim()) continue;
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const place = head.cellIndex;
      const byName = body.rows[0]?.cells[place]?.tagName === "TH" || head.dataset.sort === "text";
      const before = head.getAttribute("aria-sort");
      const down = before === "none" ? !byName : before === "ascending";
      const keys = new Map(
        Array.from(body.rows, (row) => [row, byName ? row.cells[place].textContent : keyOf(row.cells[place])]),
      );
      const sorted = [...body.rows].sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        return (byName ? collator.compare(a, b) : a === b ? 0 : a - b) * (down ? -1 : 1);
      });
      for (const other of table.tHead.rows[0].cells) {
        if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
      }
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...sorted);
      after();
    });
  }
}

// Returns what shows the rows that are asked for, but no more at once than are quickly laid out.
function searchable(table, controls) {
  const [find, show] = [controls.querySelector("input"), controls.querySelector("select")];
  const [said, all] = [controls.querySelector("output"), controls.querySelector("button")];
  const rows = table.tBodies[0].rows;
  const names = new Map(Array.from(rows, (row) => [row, row.cells[0].textContent.toLowerCase()]));
  let most = Number(table.dataset.most);
  const holds = (row, wanted) => {
    const [state, place] = wanted.split("-");
    const cells = place ? [row.cells[Number(place)]] : [row, ...row.cells];
    const states = state === "lost" ? ["failed", "partly"] : [state];
    return cells.some((cell) => cell && states.some((one) => cell.classList.contains(one)));
  };
  const apply = () => {
    const text = find.value.trim().toLowerCase();
    let found = 0;
    for (const row of rows) {
      const wanted = names.get(row).includes(text) && (!show.value || holds(row, show.value));
      found += wanted;
      const hidden = !wanted || found > most;
      if (row.hidden !== hidden) row.hidden = hidden;
    }
    const head = table.tHead.rows[0].cells[show.value.split("-")[1]];
    const frame = table.parentElement;
    if (head) frame.scrollLeft = head.offsetLeft + head.offsetWidth - frame.clientWidth / 1.2;
    const first = found > most ? `, the first ${most} are shown` : "";
    said.value = `${found.toLocaleString("en")} of ${rows.length.toLocaleString("en")} students${first}`;
    all.hidden = found <= most;
  };
  const asked = () => {
    const wanted = /^#show=([\w-]+)$/.exec(location.hash)?.[1];
    if (wanted === undefined || ![...show.options].some((one) => one.value === wanted)) return;
    show.value = wanted;
    apply();
    controls.scrollIntoView();
  };
  find.addEventListener("input", apply);
  show.addEventListener("change", () => {
    history.replaceState(null, "", show.value ? `#show=${show.value}` : location.pathname);
    apply();
  });
  all.addEventListener("click", () => {
    most = Infinity;
    apply();
    table.parentElement.focus();
  });
  addEventListener("hashchange", asked);
  controls.hidden = false;
  apply();
  asked();
  return apply;
}

const ofClass = document.getElementById("class");
const apply = searchable(ofClass, document.getElementById("controls"));
for (const table of document.querySelectorAll("table.sortable")) sortable(table, table === ofClass ? apply : () => {});
