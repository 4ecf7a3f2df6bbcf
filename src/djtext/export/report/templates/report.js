"use strict";
(() => {
  const body = document.body, all = (q, from = document) => [...from.querySelectorAll(q)];
  const byId = id => document.getElementById(id);
  body.classList.add("scripted");
  const sections = all("main > section"), tabs = all(".tabs a");

  const here = () => document.querySelector("main > section.on");

  const show = id => {
    sections.forEach(s => s.classList.toggle("on", s.id === id));
    tabs.forEach(a => a.classList.toggle("on", a.hash === "#" + id));
    filter();
  };

  /* The text of a sheet without what repairs took away, as the code points that spans count. */
  const runs = sheet => {
    const walk = document.createTreeWalker(sheet.querySelector(".text"), NodeFilter.SHOW_TEXT);
    const found = [];
    let at = 0;
    for (let node; (node = walk.nextNode());) {
      if (node.parentElement.closest("del")) continue;
      const width = [...node.data].length;
      found.push({ node, at, end: at + width });
      at += width;
    }
    return found;
  };
  const spot = (found, at) => {
    const run = found.find(r => at <= r.end) || found[found.length - 1];
    return [run.node, [...run.node.data].slice(0, at - run.at).join("").length];
  };
  const range = (sheet, start, end) => {
    const found = runs(sheet), made = document.createRange();
    made.setStart(...spot(found, start + 1));
    made.setStart(made.startContainer, Math.max(0, made.startOffset - 1));
    made.setEnd(...spot(found, end));
    return made;
  };
  const words = (sheet, start, end, found = runs(sheet)) =>
    found.filter(r => r.end > start && r.at < end)
      .map(r => [...r.node.data].slice(Math.max(0, start - r.at), end - r.at).join("")).join("");

  const open = (sheet, mark, span) => {
    all(".sheet.on").forEach(s => s.classList.remove("on"));
    all(".u.lit").forEach(u => u.classList.remove("lit"));
    if (window.CSS && CSS.highlights) CSS.highlights.delete("found");
    sheet.classList.add("on");
    body.classList.add("reading");
    const reader = byId("texts");
    reader.scrollTop = 0;
    if (span) {
      const made = range(sheet, ...span);
      if (window.Highlight) CSS.highlights.set("found", new Highlight(made));
      else { getSelection().removeAllRanges(); getSelection().addRange(made); }
      reader.scrollTop += made.getBoundingClientRect().top - reader.getBoundingClientRect().top - 110;
    } else if (mark) {
      mark.classList.add("lit");
      reader.scrollTop += mark.getBoundingClientRect().top - reader.getBoundingClientRect().top - 110;
    }
  };
  const close = () => { body.classList.remove("reading"); };
  const remember = (hash, spot = null) =>
    history[hash === location.hash ? "replaceState" : "pushState"](spot, "", hash);

  const visit = (hash, spot, scroll = true) => {
    const target = byId(decodeURIComponent(hash.slice(1)));
    if (!target) return false;
    const sheet = target.closest(".sheet");
    if (sheet) { open(sheet, target === sheet ? null : target, spot); return true; }
    const section = target.closest("main > section");
    if (!section) return false;
    show(section.id);
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    if (!scroll) return true;
    if (target === section) scrollTo(0, Math.min(scrollY, document.querySelector(".top").offsetHeight));
    else target.scrollIntoView();
    return true;
  };

  const fill = gap => {
    const d = gap.dataset, full = document.createElement("span");
    full.className = "full";
    full.textContent = words(byId("t" + d.t), +d.s, +d.e, found.get(d.t));
    gap.classList.add("filled");
    gap.after(full);
  };
  const found = new Map();

  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const d = link.dataset;
    if (link.classList.contains("gap")) {
      all(".gap", link.closest(".passage")).forEach(gap => {
        const g = gap.dataset;
        gap.nextElementSibling?.classList.contains("full") && gap.nextElementSibling.remove();
        gap.replaceWith(words(byId("t" + g.t), +g.s, +g.e));
      });
      event.preventDefault();
      return;
    }
    if ("topic" in d) { fields[0].value = ""; fields[1].value = d.role || ""; fields[2].value = d.topic; }
    const spot = d.t ? [+d.s, +d.e] : null;
    if (!visit(link.hash, spot)) return;
    remember(link.hash, spot);
    event.preventDefault();
  });
  const leave = () => { close(); remember("#" + here().id); };
  byId("close").addEventListener("click", leave);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && body.classList.contains("reading")) leave();
  });
  addEventListener("popstate", event => {
    if (!location.hash.startsWith("#t") || location.hash === "#texts") close();
    visit(location.hash || "#overview", event.state, false);
  });

  /* Traditional, full-width and capital letters read as the simplified, half-width and small ones: one for one. */
  const plain = new Map();
  { const pairs = [...body.dataset.spellings]; for (let i = 0; i < pairs.length; i += 2) plain.set(pairs[i + 1], pairs[i]); }
  const fold = text => Array.from(text, c => {
    const one = plain.get(c) || c, small = one.toLowerCase();
    return small.length === one.length ? small : one;
  }).join("");

  /* What each unit says outside its members, and each text as a whole, folded; made when first searched. */
  let said;
  const read = () => {
    if (said) return said;
    said = { units: new Map(), sheets: new Map(), rows: new Map() };
    all(".sheet").forEach(sheet => {
      const parts = [];
      runs(sheet).forEach(run => {
        const unit = run.node.parentElement.closest(".u"), text = fold(run.node.data);
        parts.push(text);
        if (unit) said.units.set(unit.id, (said.units.get(unit.id) || "") + text);
      });
      said.sheets.set(sheet.id, parts.join(""));
    });
    return said;
  };
  const deep = section => section.id === "documents" || section.id === "records";
  const saying = (row, section) => {
    const { rows, units } = read();
    if (!rows.has(row)) {
      const linked = deep(section) ? all("a[href*='-']", row).map(a => units.get(a.hash.slice(1)) || "") : [];
      rows.set(row, [fold(row.textContent), ...linked].join("\n"));
    }
    return rows.get(row);
  };

  /* Choices that no row of a section can meet are not offered there. */
  const offers = new Map();
  const offer = section => {
    if (offers.has(section)) return offers.get(section);
    const rows = all(".f", section), codes = name => new Set(rows.flatMap(r => r.dataset[name].split(" ")).filter(Boolean));
    const made = { rows, r: codes("r"), c: new Set([...codes("c")].flatMap(c => [c, c.split(".")[0]])) };
    offers.set(section, made);
    return made;
  };
  const offered = (field, known, least) => {
    let count = 0;
    [...field.options].forEach(o => { if (o.value) { o.hidden = o.disabled = !known.has(o.value); count += !o.hidden; } });
    field.hidden = count < least;
    return field.hidden || !known.has(field.value) ? "" : field.value;
  };

  const fields = ["words", "role", "topic"].map(byId), hits = byId("hits"), nothing = byId("nothing");
  const intext = (group, text) => {
    const note = group.querySelector(".intext");
    if (!note) return false;
    const link = note.querySelector("a"), sheet = byId("t" + link.dataset.t);
    const whole = read().sheets.get(sheet.id), at = text ? whole.indexOf(text) : -1;
    note.hidden = at < 0;
    if (at < 0) return false;
    const start = [...whole.slice(0, at)].length, end = start + [...text].length;
    Object.assign(link.dataset, { s: start, e: end });
    link.textContent = "……" + words(sheet, Math.max(0, start - 16), end + 24).replace(/\s+/g, " ") + "……";
    return true;
  };
  const filter = () => {
    const section = here(), { rows, r, c } = offer(section), text = fold(fields[0].value.trim());
    const role = offered(fields[1], r, 2), topic = offered(fields[2], c, 1), active = Boolean(text || role || topic);
    document.querySelector(".filter").classList.toggle("off", !rows.length);
    const named = group => deep(section) && group && fold(group.querySelector(".name").textContent).includes(text);
    const titled = new Set(text ? all(".group", section).filter(named) : []);
    let kept = 0, inside = 0;
    rows.forEach(row => {
      const topics = row.dataset.c.split(" ");
      const fits = (!role || row.dataset.r.split(" ").includes(role)) &&
        (!topic || topics.some(t => t === topic || t.startsWith(topic + "."))) &&
        (!text || titled.has(row.closest(".group")) || saying(row, section).includes(text));
      row.hidden = !fits;
      kept += fits;
    });
    if (rows.length) all(".group", section).forEach(group => {
      const left = all(".f", group).some(row => !row.hidden) || (titled.has(group) && !role && !topic);
      const more = intext(group, left || role || topic ? "" : text);
      group.hidden = active && !left && !more;
      if (active && !group.hidden) group.open = true;
      inside += !group.hidden;
    });
    const none = active && rows.length > 0 && !kept && !inside;
    hits.textContent = active && rows.length ? kept + " / " + rows.length : "";
    nothing.hidden = !none;
    byId("clear").hidden = !active;
    if (none) nothing.querySelector("b").textContent = fields[0].value.trim() ? "“" + fields[0].value.trim() + "”" : "合乎条件的内容";
  };
  const clear = () => { fields.forEach(f => { f.value = ""; }); filter(); };
  byId("clear").addEventListener("click", clear);
  nothing.querySelector("button").addEventListener("click", clear);
  let timer;
  fields.forEach(f => f.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120); }));

  /* On paper nothing can be unfolded: it is all opened, and folded again afterwards. */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])", here());
    opened.forEach(d => { d.open = true; });
    all(".gap:not(.filled)", here()).forEach(gap => {
      const t = gap.dataset.t;
      if (!found.has(t)) found.set(t, runs(byId("t" + t)));
      fill(gap);
    });
  });
  addEventListener("afterprint", () => { opened.forEach(d => { d.open = false; }); found.clear(); });

  if (!(location.hash && visit(location.hash) && here())) show("overview");
})();
