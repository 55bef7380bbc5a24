"use strict";
// What the page knows of each answer is what the server said last (`points`, `comment`, `state`); what
// was typed and is not saved yet is in `wanted`. An entry names what it takes the place of, so that the
// server can refuse it where something else stands by now.

const told = JSON.parse(document.getElementById("told").textContent);
const answers = told.answers;
const byKey = new Map(answers.map((answer) => [answer.key, answer]));
const TO_DO = new Set(["waits", "changed", "again", "unsure"]);
const SAID = {
  waits: "", marked: "", none: "no answer",
  changed: "changed since it was marked",
  again: "graded again, answer as it was",
  unsure: "graded again since it was marked",
};
const AGAIN_MS = 1500; // until what could not be saved is tried once more
const TYPING_MS = 700; // after the last letter of a comment, it is saved

const $ = (id) => document.getElementById(id);
const number = (x) => String(Math.round(x * 100) / 100);
const step = told.most > 10 ? 1 : 0.5;
const comments = told.comments;
let current = null;
let choosing = false;
let typing = 0;

for (const answer of answers) {
  Object.assign(answer, { card: $(`a-${answer.key}`), wanted: {}, busy: false, trouble: "" });
  answer.card.addEventListener("click", (event) => {
    if (!event.target.closest("a, summary") && !getSelection().toString()) show(answer, false);
  });
}

// ---------------------------------------------------------------- saving

function want(answer, what, value) {
  answer.wanted[what] = value;
  answer.trouble = "";
  draw(answer);
  send(answer);
}

async function send(answer) {
  if (answer.busy) return;
  answer.busy = true;
  try {
    for (let what; (what = Object.keys(answer.wanted)[0]); ) {
      const value = answer.wanted[what];
      const reply = await ask(what, {
        answer: answer.key, version: answer.version, seen: answer[what], [what]: value,
      });
      if (reply.ok) {
        if (answer.wanted[what] === value) delete answer.wanted[what];
        take(reply.answers);
      } else if (reply.again) {
        answer.trouble = reply.error;
        setTimeout(() => send(answer), AGAIN_MS);
        break;
      } else {
        await refused(answer, what, value, reply);
      }
    }
  } finally {
    answer.busy = false;
    draw(answer);
  }
}

async function ask(what, body) {
  let response;
  try {
    response = await fetch(told.here + what, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    return { again: true, error: "Not saved: the page's server does not answer. Is course mark still running?" };
  }
  const reply = await response.json().catch(() => ({ error: "" }));
  if (response.ok) return { ok: true, ...reply };
  const line = reply.error || `the server says ${response.status}`;
  return { again: response.status >= 500, error: `Not saved: ${line}.` };
}

async function refused(answer, what, value, reply) {
  delete answer.wanted[what];
  const before = answer[what];
  await refresh();
  answer.trouble = reply.error;
  if (what === "comment") {
    answer.draft = value; // stays in the field until it is saved or dropped
    if (answer.comment !== before) {
      answer.trouble += ` It says: “${answer.comment}”. Esc in the field takes it, Ctrl+Enter puts yours in its place.`;
    }
  } else if (answer.points !== before) answer.trouble += " Give yours again if you want them instead.";
}

async function refresh() {
  try {
    const response = await fetch(`${told.here}now`);
    if (response.ok) take((await response.json()).answers);
  } catch { /* the next entry will tell */ }
}

function take(news) {
  for (const one of news) {
    const answer = byKey.get(one.key);
    if (!answer) continue;
    if (one.version !== answer.version) {
      answer.trouble = "Another answer was handed in meanwhile: load the page again to see it.";
      answer.stale = true;
      delete one.version;
    }
    Object.assign(answer, one);
    draw(answer);
  }
}

async function act(what, some, button) {
  button.disabled = true;
  const reply = await ask(what, { answers: some.map((answer) => answer.key) });
  button.disabled = false;
  if (reply.ok) {
    take(reply.answers);
    current.card.focus({ preventScroll: true });
  } else $("trouble").textContent = reply.error;
}

const unsaved = () => answers.some((a) => a.busy || Object.keys(a.wanted).length || a.draft !== undefined);
addEventListener("beforeunload", (event) => { flush(); if (unsaved()) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
addEventListener("focus", refresh);

// ---------------------------------------------------------------- drawing

const points = (answer) => ("points" in answer.wanted ? answer.wanted.points : answer.points);
const comment = (answer) => answer.draft ?? answer.wanted.comment ?? answer.comment;

function state(answer) {
  if (!("points" in answer.wanted)) return answer.state;
  return answer.wanted.points === null ? "waits" : "marked";
}

const left = () => answers.filter((answer) => TO_DO.has(state(answer)));

function draw(answer) {
  const { card } = answer;
  const now = state(answer);
  const given = points(answer) ?? (now === "none" ? answer.found : null);
  card.dataset.state = now;
  card.querySelector(".state").textContent = SAID[now];
  card.querySelector(".chip").textContent = given === null ? "" :
    `${number(given)} of ${number(told.most)}${answer.extra ? ` + ${number(answer.extra)} extra` : ""}`;
  card.querySelector(".remark").textContent = comment(answer);
  if (answer === current) drawDock();
  drawFar();
}

function drawFar() {
  const done = answers.length - left().length;
  $("far").textContent = `${done} of ${answers.length} marked`;
  $("progress").value = done;
  together("nothing", answers.filter((a) => a.blank && state(a) === "waits"),
    (n) => `Give 0 to ${n === 1 ? "the answer that is" : `the ${n} answers that are`} empty or unchanged`);
  together("keep", answers.filter((a) => state(a) === "again"),
    (n) => `Keep the marks of ${n === 1 ? "the answer that is" : `the ${n} answers that are`} as marked, though graded again`);
}

function together(what, some, words) {
  let button = $(what);
  if (!some.length) { button?.remove(); return; }
  if (!button) {
    button = document.createElement("button");
    button.id = what;
    $("together").append(button);
  }
  button.textContent = words(some.length);
  button.onclick = () => act(what, some, button);
}

function drawDock() {
  const given = points(current);
  $("which").textContent = `Answer ${answers.indexOf(current) + 1}`;
  for (const button of $("points").children) {
    button.setAttribute("aria-pressed", String(Number(button.value) === given));
  }
  if (document.activeElement !== $("exact")) $("exact").value = given === null ? "" : number(given);
  if (document.activeElement !== $("comment")) $("comment").value = comment(current);
  fit();
  const waiting = current.busy || Object.keys(current.wanted).length > 0;
  $("saved").textContent = current.trouble || current.draft !== undefined ? "not saved" : waiting ? "saving …" :
    current.points !== null || current.comment ? "saved" : "";
  $("saved").classList.toggle("not", $("saved").textContent === "not saved");
  $("trouble").textContent = current.trouble;
}

function fit() {
  const field = $("comment");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
}

function drawComments() {
  $("no-comments").hidden = comments.length > 0;
  $("comments").classList.toggle("choosing", choosing);
  $("comments").replaceChildren(...comments.slice(0, 9).map((line, place) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const key = document.createElement("kbd");
    key.textContent = String(place + 1);
    button.append(key, ` ${line}`);
    button.onclick = () => reuse(place);
    item.append(button);
    return item;
  }));
}

// ---------------------------------------------------------------- doing

function show(answer, scroll = true) {
  if (!answer) return;
  if (current !== answer) {
    flush();
    current?.card.classList.remove("current");
    current?.card.removeAttribute("aria-current");
    current = answer;
    answer.card.classList.add("current");
    answer.card.setAttribute("aria-current", "true");
    choosing = false;
    drawComments();
  }
  answer.card.focus({ preventScroll: true });
  if (scroll && answer === answers[0]) document.querySelector("main").scrollTop = 0;
  else if (scroll) answer.card.scrollIntoView({ block: "start" });
  drawDock();
}

function go(by) {
  const place = answers.indexOf(current) + by;
  show(answers[Math.max(0, Math.min(answers.length - 1, place))]);
}

function next() {
  flush();
  const place = answers.indexOf(current);
  const order = [...answers.slice(place + 1), ...answers.slice(0, place)];
  const found = order.find((answer) => TO_DO.has(state(answer)));
  if (found) show(found);
  else if (TO_DO.has(state(current))) say("This is the last one that has no mark.");
  else if (unsaved()) say("All are marked; the last is being saved.");
  else if (told.following && !next.asked) { next.asked = true; say("All are marked. Enter once more: the next question."); }
  else if (told.following) location.href = told.following;
  else say("All are marked, and so is every other question.");
}

const say = (line) => { $("saved").textContent = line; };

function give(value) {
  if (!current) return;
  if (value !== null && !(value >= 0 && value <= told.most)) {
    current.trouble = `${number(value)} points can't be given here: from 0 to ${number(told.most)}.`;
    drawDock();
    return;
  }
  want(current, "points", value);
}

function more(by) {
  const given = points(current);
  give(given === null ? (by > 0 ? 0 : told.most) : Math.max(0, Math.min(told.most, given + by)));
}

function exact(confirmed) {
  const text = $("exact").value.trim().replace(",", ".");
  const value = Number(text);
  if (text === "" && points(current) === null) return true;
  if (text === "" || !Number.isFinite(value) || value < 0 || value > told.most) {
    current.trouble = `“${text}” can't be given here: a number from 0 to ${number(told.most)}.`;
    drawDock();
    return false;
  }
  if (value !== points(current) || (confirmed && TO_DO.has(state(current)))) want(current, "points", value);
  return true;
}

function flush() {
  clearTimeout(typing);
  typing = 0;
  if (!current || $("comment").dataset.of !== current.key) return;
  delete $("comment").dataset.of;
  const text = $("comment").value.trim();
  delete current.draft;
  if (text !== (current.wanted.comment ?? current.comment)) {
    for (const line of text.split("\n").map((x) => x.trim()).filter(Boolean)) {
      if (!comments.includes(line)) comments.push(line);
    }
    want(current, "comment", text);
    drawComments();
  }
}

function reuse(place) {
  choosing = false;
  const line = comments[place];
  if (line && current) {
    const text = comment(current);
    if (!text.split("\n").includes(line)) {
      $("comment").value = text ? `${text}\n${line}` : line;
      $("comment").dataset.of = current.key;
      flush();
    }
  }
  drawComments();
  current?.card.focus({ preventScroll: true });
}

// ---------------------------------------------------------------- keys

const KEYS = {
  n: () => go(1), j: () => go(1), p: () => go(-1), k: () => go(-1),
  Enter: next,
  ArrowRight: () => more(step), ArrowLeft: () => more(-step),
  f: () => give(told.most),
  x: () => give(null),
  y: () => points(current) !== null && give(points(current)),
  c: () => { $("comment").focus(); $("comment").setSelectionRange(1e6, 1e6); },
  r: () => { choosing = comments.length > 0; drawComments(); if (!choosing) say("No comment was given yet."); },
  z: () => { // to the buttons that act on several at once; Enter presses them
    const button = $("together").firstElementChild;
    if (!button) { say("No answers wait to be dealt with together."); return; }
    document.querySelector("main").scrollTop = 0;
    button.focus();
  },
  l: () => { location.href = told.list; },
  Escape: () => { choosing = false; drawComments(); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !current) return;
  const { target, key } = event;
  if (target.matches("input, textarea")) return;
  if (key === "Enter" && target.closest("button, a, summary")) return;
  if (/^[0-9]$/.test(key)) {
    if (choosing) reuse(Number(key) - 1);
    else if (told.most < 10) give(Number(key));
    else { $("exact").value = key; $("exact").focus(); }
  } else if (Object.hasOwn(KEYS, key)) KEYS[key]();
  else return;
  event.preventDefault();
});

$("exact").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && exact(true)) { current.card.focus(); next(); }
  else if (event.key === "Escape") {
    const given = points(current);
    $("exact").value = given === null ? "" : number(given);
    current.trouble = "";
    show(current, false);
  }
});
$("exact").addEventListener("change", () => exact(false));

$("comment").addEventListener("input", () => {
  $("comment").dataset.of = current.key;
  fit();
  $("saved").textContent = "saving …";
  clearTimeout(typing);
  typing = setTimeout(flush, TYPING_MS);
});
$("comment").addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if ("of" in $("comment").dataset) flush();
    else if (current.draft !== undefined) { delete current.draft; current.trouble = ""; draw(current); }
    show(current, false);
    $("comment").value = comment(current);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (current.draft !== undefined) $("comment").dataset.of = current.key;
    current.card.focus();
    next();
  }
});
$("comment").addEventListener("blur", flush);

// ---------------------------------------------------------------- formulas, when they come into sight

async function typeset(element) {
  await MathJax.startup.promise;
  for (const span of element.querySelectorAll(".math:not([role])")) {
    const tex = span.textContent;
    span.setAttribute("role", "img");
    span.setAttribute("aria-label", tex.trim());
    const made = await MathJax.tex2svgPromise(tex, { display: span.classList.contains("display") });
    span.replaceChildren(made);
  }
}

function watchFormulas() {
  const watcher = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (isIntersecting) { watcher.unobserve(target); typeset(target); }
    }
  }, { rootMargin: "1200px" });
  document.querySelectorAll(".text").forEach((element) => watcher.observe(element));
}

function whenThere() {
  if (window.MathJax?.startup?.promise) {
    MathJax.startup.promise.then(() => document.head.append(MathJax.svgStylesheet()));
    watchFormulas();
  } else setTimeout(whenThere, 50);
}

// ---------------------------------------------------------------- beginning

const size = told.most <= 5 ? 0.5 : told.most <= 10 ? 1 : told.most;
for (let value = 0; told.most > 0 && value <= told.most + 1e-9; value += size) {
  const button = document.createElement("button");
  button.value = String(value);
  button.textContent = number(value).replace(/^0\.5$/, "½").replace(/\.5$/, "½");
  if (value % 1) button.setAttribute("aria-label", number(value));
  button.onclick = () => give(value);
  $("points").append(button);
}
$("comment").disabled = !told.remarks;
// Wide pieces scroll; who has no mouse must be able to get there.
for (const box of document.querySelectorAll(".work, aside .text pre")) {
  if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
}
answers.forEach(draw);
drawComments();
if (answers.length) show(left()[0] ?? answers[0]);
else document.querySelector(".dock").hidden = true;
whenThere();
