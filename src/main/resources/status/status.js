"use strict";
// Renders /status.json as it comes by /events. Text from outside is only ever set as text.

const $ = (id) => document.getElementById(id);
const WORDS = { working: "connected", awaited: "waiting", troubled: "trouble" };
const MARKS = { working: "✓", awaited: "…", troubled: "!" };
const TONES = { working: "good", awaited: "", troubled: "bad" };
const RESULT_TONES = { confirmed: "good", accepted: "good", superseded: "", unconfirmed: "bad", rejected: "bad", failed: "bad", expired: "bad" };
const SOURCES = { event: "reported", sync: "read from the cloud", command: "assumed" };

let current = null;
let dragged = null;

function element(tag, classes, text) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

/** Reuses what is there under that key, so that focus, hover and sliders stay. */
function keyed(parent, items, key, make, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = new Set(items.map((item) => String(key(item))));
  old.forEach((child, name) => { if (!wanted.has(name)) child.remove(); });
  let place = parent.firstElementChild;
  items.forEach((item) => {
    const name = String(key(item));
    let child = old.get(name);
    if (!child) {
      child = make(item);
      child.dataset.key = name;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    update(child, item);
  });
}

function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function clock(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return today ? time : at.toLocaleDateString([], { day: "numeric", month: "short" }) + ", " + time;
}

function ago(iso) {
  const seconds = Math.max(0, (Date.now() - new Date(iso)) / 1000);
  if (seconds < 10) return "just now";
  if (seconds < 90) return Math.round(seconds) + " s";
  if (seconds < 5400) return Math.round(seconds / 60) + " min";
  return seconds < 172800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86400) + " days";
}

function since(iso) {
  const time = ago(iso);
  return time === "just now" ? time : "for " + time;
}

function took(ms) {
  return ms < 1000 ? ms + " ms" : (ms / 1000).toFixed(1) + " s";
}

function kilowattHours(kwh) {
  return kwh.toLocaleString([], { minimumFractionDigits: 2, maximumFractionDigits: 2 }) + " kWh";
}

function renderHealth() {
  const health = current.health;
  const pill = $("health");
  pill.className = "pill " + (health.ready ? "good" : health.parts.some((part) => part.status === "troubled") || !health.alive ? "bad" : "");
  set(pill, health.ready ? "✓ All is well" : health.alive ? (pill.className.endsWith("bad") ? "! Trouble: see the connections" : "… Starting") : "! " + health.status);
  set($("about"), "Version " + current.version + ", " + (ago(current.started) === "just now" ? "just started" : "running " + since(current.started)));
}

function label(part) {
  const [first, second] = part.name.split(": ");
  const accounts = new Set(current.health.parts.map((each) => each.name.split(": ")[0])).size - 1;
  if (!second) return { title: "MQTT broker", detail: current.broker };
  const account = accounts > 1 ? " (" + first + ")" : "";
  return second === "events"
    ? { title: "Live events" + account, detail: "event stream" }
    : { title: "Crownstone cloud" + account, detail: current.cloud };
}

function renderConnections() {
  keyed($("connections"), current.health.parts, (part) => part.name, () => {
    const item = element("li");
    const row = element("div", "row");
    row.append(element("strong"), element("span", "badge"));
    item.append(row, element("p", "quiet"), element("p", "why"));
    return item;
  }, (item, part) => {
    const words = label(part);
    const badge = item.querySelector(".badge");
    set(item.querySelector("strong"), words.title);
    badge.className = "badge " + TONES[part.status];
    set(badge, MARKS[part.status] + " " + WORDS[part.status]);
    const quiet = item.querySelector(".quiet");
    set(quiet, words.detail + " · " + since(part.since));
    quiet.title = "since " + clock(part.since);
    const why = item.querySelector(".why");
    why.hidden = !part.why;
    set(why, part.why || "");
  });
}

function renderHome() {
  keyed($("home"), current.spheres, (sphere) => sphere.id, (sphere) => {
    const section = element("section");
    const head = element("div", "sphere-head");
    const title = element("h2");
    title.id = "sphere-" + sphere.id;
    section.setAttribute("aria-labelledby", title.id);
    head.append(title, element("span", "quiet"));
    const people = element("ul", "people");
    people.setAttribute("aria-label", "People");
    const scenes = element("ul", "scenes");
    scenes.setAttribute("aria-label", "Scenes");
    const hubs = element("ul", "hubs");
    hubs.setAttribute("aria-label", "Hubs");
    section.append(head, element("p", "why switching"), people, hubs, scenes, element("div", "rooms"));
    return section;
  }, (section, sphere) => {
    set(section.querySelector("h2"), sphere.name);
    const switchable = sphere.crownstones.filter((each) => each.switches);
    const on = switchable.filter((each) => each.state && each.state.on).length;
    set(section.querySelector(".sphere-head .quiet"), (sphere.online ? "" : "cloud not connected · ") + on + " of " + switchable.length + " on");
    const nobody = section.querySelector(".switching");
    nobody.hidden = sphere.switching !== false;
    set(nobody, nobody.hidden ? "" : "Nobody can carry out commands now: " + sphere.switching_reason + ".");
    renderPeople(section.querySelector(".people"), sphere);
    renderHubs(section.querySelector(".hubs"), sphere);
    renderScenes(section.querySelector(".scenes"), sphere);
    renderRooms(section.querySelector(".rooms"), sphere);
  });
}

function renderPeople(list, sphere) {
  const rooms = new Map(sphere.rooms.map((room) => [room.id, room.name]));
  list.hidden = !sphere.people.length;
  keyed(list, sphere.people, (person) => person.id, () => {
    const item = element("li");
    const initial = element("span", "initial");
    initial.setAttribute("aria-hidden", "true");
    item.append(initial, element("span", "text"));
    return item;
  }, (item, person) => {
    const where = person.rooms.map((id) => rooms.get(id)).filter(Boolean).join(", ");
    item.className = "person " + (person.present ? "present" : "away");
    set(item.querySelector(".initial"), [...person.name][0] || "?");
    set(item.querySelector(".text"), person.name + (person.present ? (where ? " · " + where : " · at home") : " · away"));
  });
}

function renderHubs(list, sphere) {
  const rooms = new Map(sphere.rooms.map((room) => [room.id, room.name]));
  list.hidden = !sphere.hubs.length;
  keyed(list, sphere.hubs, (hub) => hub.id, () => element("li"), (item, hub) => {
    const room = rooms.get(hub.room);
    item.className = "hub" + (hub.connected ? "" : " lost");
    item.title = hub.last_seen ? "last seen " + clock(hub.last_seen) : "";
    set(item, hub.name + (room ? " · " + room : "") + (hub.connected ? " · connected" : " · silent"));
  });
}

function renderScenes(list, sphere) {
  list.hidden = !sphere.scenes.length;
  keyed(list, sphere.scenes, (scene) => scene.id, (scene) => {
    const item = element("li");
    const name = element(current.control ? "button" : "span", "scene name");
    if (current.control) {
      name.type = "button";
      name.addEventListener("click", () => command(item, { sphere: sphere.id, scene: scene.id, set: "ON" }));
    }
    item.append(name);
    return item;
  }, (item, scene) => set(item.querySelector(".name"), scene.name));
}

function renderRooms(parent, sphere) {
  const groups = sphere.rooms.map((room) => ({ id: room.id, name: room.name, kwh: room.energy_today_kwh, stones: [] }));
  const byId = new Map(groups.map((group) => [group.id, group]));
  const nowhere = { id: "-", name: "Without a room", kwh: sphere.energy_today_kwh_elsewhere, stones: [] };
  sphere.crownstones.forEach((stone) => (byId.get(stone.room) || nowhere).stones.push(stone));
  const shown = [...groups, nowhere].filter((group) => group.stones.length);
  keyed(parent, shown, (group) => group.id, (group) => {
    const room = element("section", "card room");
    const title = element("h3");
    title.append(element("b"), element("span"));
    const head = element("div", "room-head");
    head.append(title, element("p", "quiet energy"));
    room.append(head, element("ul", "stones"));
    return room;
  }, (room, group) => {
    const present = sphere.people.filter((person) => person.rooms.includes(group.id)).map((person) => person.name);
    set(room.querySelector("h3 b"), group.name);
    set(room.querySelector("h3 span"), present.join(", "));
    const energy = room.querySelector(".energy");
    energy.hidden = group.kwh === null;
    set(energy, energy.hidden ? "" : kilowattHours(group.kwh) + " today");
    keyed(room.querySelector(".stones"), group.stones, (stone) => stone.id, (stone) => makeStone(sphere.id, stone), updateStone);
  });
}

function makeStone(sphere, stone) {
  const item = element("li", "stone");
  const row = element("div", "row");
  row.append(element("span", "name"), element("span", "state"));
  item.append(row, element("p", "quiet"));
  if (current.control && stone.switches) {
    const toggle = element("button", "switch");
    toggle.type = "button";
    toggle.setAttribute("role", "switch");
    toggle.addEventListener("click", () => command(item, { sphere, crownstone: stone.id, set: toggle.getAttribute("aria-checked") === "true" ? "OFF" : "ON" }));
    row.append(toggle);
    const controls = element("div", "controls");
    const slider = element("input");
    slider.type = "range";
    slider.min = 0;
    slider.max = 100;
    slider.step = 1;
    slider.addEventListener("input", () => { dragged = slider; slider.setAttribute("aria-valuetext", slider.value + " percent"); });
    slider.addEventListener("change", () => { dragged = null; command(item, { sphere, crownstone: stone.id, set: Number(slider.value) }); });
    controls.append(slider);
    item.append(controls);
  }
  return item;
}

function updateStone(item, stone) {
  const state = stone.state;
  item.className = "stone" + (state && state.on ? " lit" : "") + (state && !state.confirmed ? " assumed" : "");
  set(item.querySelector(".name"), stone.name);
  const words = !stone.switches ? "" : !state ? "unknown" : !state.on ? "off" : stone.dims ? state.percentage + " %" : "on";
  set(item.querySelector(".state"), words);
  const detail = !stone.switches ? "does not switch" : !state ? "the cloud knows no state yet"
    : SOURCES[state.source] + " · " + since(state.since);
  const quiet = item.querySelector(".quiet");
  set(quiet, detail + (stone.locked ? " · locked" : ""));
  quiet.title = state ? "since " + clock(state.since) : "";
  const toggle = item.querySelector("button.switch");
  if (toggle) {
    toggle.setAttribute("aria-checked", String(Boolean(state && state.on)));
    toggle.setAttribute("aria-label", stone.name);
    const slider = item.querySelector("input");
    slider.parentElement.hidden = !stone.dims;
    slider.setAttribute("aria-label", "Brightness of " + stone.name);
    if (slider !== dragged) {
      slider.value = state ? state.percentage : 0;
      slider.setAttribute("aria-valuetext", slider.value + " percent");
    }
  }
}

async function command(item, asked) {
  const value = asked.set;
  const name = item.querySelector(".name").textContent;
  try {
    const answer = await fetch("/control", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Crownstone2mqtt": "control" },
      body: JSON.stringify(asked),
    });
    set($("said"), answer.ok ? name + ": " + (typeof value === "number" ? value + " percent" : value.toLowerCase()) : name + ": " + (await answer.text()));
  } catch {
    set($("said"), name + ": the bridge does not answer");
  }
}

function renderCommands() {
  renderList($("commands"), current.commands, "No command yet.", (command) => ({
    title: command.name + (command.command ? " → " + command.command : ""),
    badge: command.status,
    tone: RESULT_TONES[command.status],
    detail: clock(command.at) + (command.accepted_ms !== null ? " · accepted after " + took(command.accepted_ms) : "")
      + (command.status === "accepted" || command.status === "rejected" ? "" : " · " + command.status + " after " + took(command.latency_ms)),
    why: command.reason,
  }));
}

function renderProblems() {
  renderList($("problems"), current.problems, "No problem since the start.", (problem) => ({
    title: problem.text, badge: null, tone: "", detail: clock(problem.at), why: null,
  }));
}

function renderList(parent, items, none, words) {
  const rows = items.length ? items.map((item, index) => ({ key: item.at + "/" + (items.length - index), ...words(item) })) : [{ key: "none", none }];
  parent.tabIndex = items.length > 5 ? 0 : -1;
  keyed(parent, rows, (row) => row.key, (row) => {
    const item = element("div", row.none ? "none quiet" : "item");
    if (row.none) return item;
    const line = element("div", "row");
    line.append(element("span", "what"), element("span", "badge"));
    item.append(line, element("p", "quiet"), element("p", "why"));
    return item;
  }, (item, row) => {
    if (row.none) return set(item, row.none);
    set(item.querySelector(".what"), row.title);
    const badge = item.querySelector(".badge");
    badge.hidden = !row.badge;
    badge.className = "badge " + row.tone;
    set(badge, row.badge || "");
    set(item.querySelector(".quiet"), row.detail);
    const why = item.querySelector(".why");
    why.hidden = !row.why;
    set(why, row.why || "");
  });
}

function render() {
  if (!current) return;
  renderHealth();
  renderConnections();
  renderHome();
  renderCommands();
  renderProblems();
}

function listen() {
  const events = new EventSource("/events");
  events.onmessage = (event) => {
    current = JSON.parse(event.data);
    $("stale").hidden = true;
    render();
  };
  events.onerror = () => {
    $("stale").hidden = false;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

listen();
setInterval(render, 10000);
