"use strict";
(() => {
  const body = document.body, all = (q, from = document) => [...from.querySelectorAll(q)];
  const byId = id => document.getElementById(id);
  body.classList.add("scripted");
  const sections = all("main > section"), tabs = all(".tabs a");

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
  const words = (sheet, start, end) =>
    runs(sheet).filter(r => r.end > start && r.at < end)
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

  const visit = hash => {
    const target = byId(decodeURIComponent(hash.slice(1)));
    if (!target) return false;
    const sheet = target.closest(".sheet");
    if (sheet) { open(sheet, target === sheet ? null : target); return true; }
    const section = target.closest("main > section");
    if (!section) return false;
    show(section.id);
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    if (target === section) scrollTo(0, Math.min(scrollY, document.querySelector(".top").offsetHeight));
    else target.scrollIntoView();
    return true;
  };

  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const data = link.dataset;
    if (link.classList.contains("gap")) {
      all(".gap", link.closest(".passage")).forEach(gap => {
        const d = gap.dataset;
        gap.replaceWith(words(byId("t" + d.t), +d.s, +d.e));
      });
    } else if (data.t) open(byId("t" + data.t), null, [+data.s, +data.e]);
    else if (visit(link.hash)) { if (!link.hash.startsWith("#t")) history.replaceState(null, "", link.hash); }
    else return;
    event.preventDefault();
  });
  byId("close").addEventListener("click", close);
  document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });

  const fields = ["words", "role", "topic"].map(byId), hits = byId("hits");
  const filter = () => {
    const [text, role, topic] = fields.map(f => f.value.trim());
    const here = document.querySelector("main > section.on");
    const rows = here ? all(".f", here) : [];
    document.querySelector(".filter").style.visibility = rows.length ? "" : "hidden";
    let kept = 0;
    rows.forEach(row => {
      const topics = row.dataset.c.split(" ");
      const fits = (!role || row.dataset.r.split(" ").includes(role)) &&
        (!topic || topics.some(t => t === topic || t.startsWith(topic + "."))) &&
        (!text || row.textContent.includes(text));
      row.hidden = !fits;
      kept += fits;
    });
    const active = text || role || topic;
    if (rows.length) all(".group", here).forEach(group => {
      const left = all(".f", group).some(row => !row.hidden);
      group.hidden = Boolean(active) && !left;
      if (active && left) group.open = true;
    });
    hits.textContent = active && rows.length ? kept + " / " + rows.length : "";
  };
  let timer;
  fields.forEach(f => f.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120); }));

  addEventListener("hashchange", () => visit(location.hash));
  if (!(location.hash && visit(location.hash) && document.querySelector("main > section.on"))) show("overview");
})();
