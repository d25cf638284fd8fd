"use strict";

// Draws the pictures of each exchange, and again where the width or the colour scheme changes.
(() => {
  const exchanges = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const three = d3.format(".3~s");
  const rows = count => count >= 1000 ? d3.format(".3~s")(count) : d3.format(".4~")(count);
  const bytes = count => `${three(count).replace(/([a-zA-Zµ]?)$/, " $1")}B`;
  const unit = microseconds => microseconds >= 1e6 ? [1e6, "s"] : microseconds >= 1e3 ? [1e3, "ms"] : [1, "µs"];
  const time = microseconds => `${d3.format(".3~r")(microseconds / unit(microseconds)[0])} ${unit(microseconds)[1]}`;

  const palette = () => dark.matches
    ? {
      heat: d3.interpolateRgbBasis(["#1b2531", "#1c4063", "#2867a3", "#4b93da", "#9fccff"]),
      ink: "#e8ecf2", muted: "#98a3b3", line: "#2a313c", band: "#1c222b", bar: "#4a93dd", hot: "#ff9b5e",
      steps: {
        plan: ["#8b97a8", "#5f6b7c"],
        dispatch: ["#a5d0ff", "#30527a", "#4a93dd", "#2f6cab"],
        combine: ["#ffd0a8", "#e8833a", "#a85418"],
      },
    }
    : {
      heat: d3.interpolateRgbBasis(["#f0f5fb", "#cddff2", "#93bbe4", "#4b8ccd", "#17569f"]),
      ink: "#16191f", muted: "#5d6673", line: "#e2e6eb", band: "#f1f4f8", bar: "#4484c8", hot: "#c2410c",
      steps: {
        plan: ["#b3bcc8", "#7e8a99"],
        dispatch: ["#9cc6f2", "#dbe7f4", "#3c82cc", "#1c4f8c"],
        combine: ["#fbc79b", "#e07b2e", "#984713"],
      },
    };

  const style = colors => ({ background: "transparent", color: colors.muted, fontFamily: "inherit", fontSize: "12px" });
  const tip = (colors, more) => ({ fill: dark.matches ? "#222a35" : "#ffffff", stroke: colors.line, fontSize: 12, ...more });

  // Every n-th, so that labels do not touch.
  const some = (count, room, label) => d3.range(0, count, [1, 2, 4, 8, 16, 32, 64, 128].find(n => room / count * n >= label) ?? 256);

  function traffic(target, data, width) {
    const colors = palette();
    const ranks = data.ranks;
    const cells = data.rows.flatMap((row, from) => (row ?? []).map((value, to) => ({ from, to, value, stays: from === to })));
    const travelling = cells.filter(cell => !cell.stays);
    const most = d3.max(travelling, cell => cell.value) || 1;
    // A whole number of pixels for each rank, so that all cells are of one size.
    const pitch = Math.max(4, Math.floor(Math.min(600 / ranks, (width - 300) / ranks, 72)));
    const side = pitch * ranks;
    const ticks = some(ranks, side, 24);
    const isFew = pitch >= 34;
    const isWide = pitch > 16;
    const domain = d3.range(ranks);
    const label = cell => cell.stays
      ? `rank ${cell.from} keeps ${rows(cell.value)} rows`
      : `rank ${cell.from} → rank ${cell.to}\n${rows(cell.value)} rows, ${bytes(cell.value * data.rowBytes)}`;

    const matrix = Plot.plot({
      width: side + 56, height: side + 52, marginLeft: 52, marginTop: 46, marginRight: 4, marginBottom: 6,
      style: style(colors), ariaLabel: "Rows from each rank to each rank",
      x: { domain, ticks, tickSize: 0, axis: "top", label: "to rank", labelAnchor: "center", labelArrow: "none", padding: isWide ? 0.06 : 0 },
      y: { domain, ticks, tickSize: 0, label: "from rank", labelAnchor: "center", labelArrow: "none", padding: isWide ? 0.06 : 0 },
      color: { type: "linear", domain: [0, most], interpolate: colors.heat, clamp: true },
      marks: [
        Plot.frame({ fill: colors.band, stroke: "none" }),
        Plot.cell(travelling, { x: "to", y: "from", fill: "value", rx: isWide ? 3 : 0, inset: isWide ? 0 : pitch > 6 ? 0.5 : 0 }),
        Plot.cell(cells.filter(cell => cell.stays), { x: "to", y: "from", fill: "none", stroke: colors.muted, strokeOpacity: 0.55, inset: 1, rx: isWide ? 3 : 0 }),
        isFew ? Plot.text(cells, {
          x: "to", y: "from", text: cell => rows(cell.value), fontSize: 11,
          fill: cell => cell.stays ? colors.muted : d3.lab(colors.heat(cell.value / most)).l > 52 ? "#0d1117" : "#ffffff",
        }) : null,
        Plot.tip(cells, Plot.pointer({ x: "to", y: "from", title: label, ...tip(colors) })),
      ],
    });

    const sum = pick => d3.rollups(travelling, group => d3.sum(group, cell => cell.value), pick).map(([rank, value]) => ({ rank, value }));
    const sent = sum(cell => cell.from);
    const received = sum(cell => cell.to);
    const total = [0, d3.max([...sent, ...received], one => one.value) || 1];
    const bar = { fill: colors.bar, rx: isWide ? 2 : 0 };
    const beside = Math.max(150, Math.min(420, width - side - 90));
    const told = word => one => `rank ${one.rank} ${word} ${rows(one.value)} rows, ${bytes(one.value * data.rowBytes)}`;
    const right = Plot.plot({
      width: beside, height: side + 52, marginLeft: 10, marginTop: 46, marginRight: 44, marginBottom: 6, style: style(colors),
      ariaLabel: "Rows that each rank sends to others",
      x: { domain: total, axis: "top", ticks: 3, tickFormat: rows, tickSize: 0, label: "rows sent to others", labelAnchor: "left", labelArrow: "none" },
      y: { domain, axis: null, padding: isWide ? 0.3 : 0.15 },
      marks: [
        Plot.gridX({ ticks: 3, stroke: colors.line, strokeOpacity: 1 }),
        Plot.barX(sent, { x: "value", y: "rank", ...bar }),
        isFew ? Plot.text(sent, { x: "value", y: "rank", text: one => rows(one.value), textAnchor: "start", dx: 6, fill: colors.muted }) : null,
        Plot.tip(sent, Plot.pointerY({ x: "value", y: "rank", title: told("sends"), ...tip(colors) })),
      ],
    });
    const below = Plot.plot({
      width: side + 56, height: 136, marginLeft: 52, marginTop: 42, marginRight: 4, marginBottom: 8, style: style(colors),
      ariaLabel: "Rows that each rank receives from others",
      x: { domain, axis: null, padding: isWide ? 0.3 : 0.15 },
      y: { domain: total, ticks: 2, tickFormat: rows, tickSize: 0, label: "rows received from others", labelArrow: "none" },
      marks: [
        Plot.gridY({ ticks: 2, stroke: colors.line, strokeOpacity: 1 }),
        Plot.barY(received, { x: "rank", y: "value", ...bar }),
        isFew ? Plot.text(received, { x: "rank", y: "value", text: one => rows(one.value), dy: -8, fill: colors.muted }) : null,
        Plot.tip(received, Plot.pointerX({ x: "rank", y: "value", title: told("receives"), ...tip(colors) })),
      ],
    });
    const legend = Plot.legend({
      color: { type: "linear", domain: [0, most], interpolate: colors.heat }, label: "rows a dispatch", width: Math.min(260, beside - 20), ticks: 3,
      tickFormat: rows, style: style(colors),
    });

    const grid = document.createElement("div");
    grid.className = "traffic";
    const corner = document.createElement("div");
    corner.className = "legend";
    corner.append(legend);
    grid.append(matrix, right, below, corner);
    target.replaceChildren(grid);
  }

  function load(target, data, width) {
    const colors = palette();
    const experts = data.load.flatMap((one, rank) => (one ?? []).map((value, expert) => ({ rank, expert, value })))
      .map((one, index) => ({ ...one, index }));
    if (experts.length === 0)
      return empty(target, "No plan was recorded.");
    const mean = d3.mean(experts, one => one.value);
    const busiest = experts[d3.maxIndex(experts, one => one.value)];
    const bands = d3.rollups(experts, group => d3.extent(group, one => one.index), one => one.rank)
      .map(([rank, [first, last]]) => ({ rank, first, last, middle: (first + last + 1) / 2 }));
    const shown = new Set(some(bands.length, width - 136, 26));
    const gap = Math.min(6, Math.floor((width - 136) / experts.length * 0.3) / 2);
    target.replaceChildren(Plot.plot({
      width, height: 300, marginLeft: 52, marginRight: 84, marginTop: 30, marginBottom: 40, style: style(colors),
      ariaLabel: "Choices for each expert",
      x: { domain: [0, experts.length], axis: null },
      y: { ticks: 4, tickFormat: rows, tickSize: 0, label: "choices a plan", labelArrow: "none", domain: [0, (busiest.value || 1) * 1.06] },
      marks: [
        Plot.rect(bands.filter((_, index) => index % 2 === 0), { x1: "first", x2: one => one.last + 1, fill: colors.band }),
        Plot.gridY({ ticks: 4, stroke: colors.line, strokeOpacity: 1 }),
        Plot.rectY(experts, {
          x1: "index", x2: one => one.index + 1, y: "value", insetLeft: gap, insetRight: gap, rx: gap > 1 ? 2 : 0,
          fill: one => one === busiest ? colors.hot : colors.bar,
        }),
        Plot.ruleY([mean], { stroke: colors.ink, strokeDasharray: "4 3" }),
        Plot.text([mean], { x: experts.length, y: mean, text: value => `mean ${rows(value)}`, textAnchor: "start", dx: 6, fill: colors.ink }),
        Plot.text([busiest], {
          x: one => one.index + 0.5, y: "value", dy: -8, fill: colors.hot, fontWeight: 600,
          text: one => `${d3.format(".2f")(one.value / mean)}×`,
        }),
        Plot.text(bands.filter((_, index) => shown.has(index)), { x: "middle", text: "rank", frameAnchor: "bottom", dy: 16, fill: colors.muted }),
        Plot.text([0], { text: ["experts of rank"], frameAnchor: "bottom", dy: 34, fill: colors.muted }),
        Plot.tip(experts, Plot.pointerX({
          x: one => one.index + 0.5, y: "value", ...tip(colors),
          title: one => `rank ${one.rank}, expert ${one.expert}\n${rows(one.value)} choices, ${d3.format(".2f")(one.value / mean)}× the mean`,
        })),
      ],
    }));
  }

  function stages(target, data, width) {
    const colors = palette();
    const used = {};
    const fills = data.stages.map(stage => colors.steps[stage.step][used[stage.step] = (used[stage.step] ?? -1) + 1] ?? colors.muted);
    const parts = [];
    for (let rank = 0; rank < data.ranks; rank++) {
      let start = 0;
      data.stages.forEach((stage, index) => {
        const value = stage.microseconds[rank];
        if (value == null)
          return;
        parts.push({ rank, stage, value, start, end: start + value, fill: fills[index] });
        start += value;
      });
    }
    if (parts.length === 0)
      return empty(target, "No stage was timed. On a GPU times are known once the exchange is disposed: do so before the trace.");

    const key = document.createElement("ul");
    key.className = "key";
    for (const step of new Set(data.stages.map(stage => stage.step))) {
      const item = document.createElement("li");
      const name = document.createElement("b");
      name.textContent = step;
      item.append(name);
      data.stages.forEach((stage, index) => {
        if (stage.step !== step)
          return;
        const entry = document.createElement("span");
        const swatch = document.createElement("i");
        swatch.style.background = fills[index];
        entry.append(swatch, stage.label);
        item.append(entry);
      });
      key.append(item);
    }

    const [scale, word] = unit(d3.max(parts, one => one.end));
    const thickness = data.ranks <= 16 ? 26 : data.ranks <= 32 ? 16 : 11;
    const plot = Plot.plot({
      width, height: data.ranks * thickness + 46, marginLeft: 52, marginRight: 20, marginTop: 38, marginBottom: 8, style: style(colors),
      ariaLabel: "Time of each stage on each rank",
      x: { axis: "top", ticks: Math.max(3, width / 140), tickFormat: microseconds => `${d3.format("~r")(microseconds / scale)}${microseconds ? ` ${word}` : ""}`, tickSize: 0, label: null },
      y: { domain: d3.range(data.ranks), ticks: some(data.ranks, data.ranks * thickness, 16), tickSize: 0, label: "rank", labelAnchor: "top", labelArrow: "none", padding: 0.16 },
      marks: [
        Plot.gridX({ ticks: Math.max(3, width / 140), stroke: colors.line, strokeOpacity: 1 }),
        Plot.barX(parts, { x1: "start", x2: "end", y: "rank", fill: "fill", insetRight: 0.5 }),
        Plot.tip(parts, Plot.pointer({
          x: one => (one.start + one.end) / 2, y: "rank", ...tip(colors),
          title: one => `rank ${one.rank}, ${one.stage.step}\n${one.stage.label}: ${time(one.value)}`,
        })),
      ],
    });
    target.replaceChildren(key, plot);
  }

  function empty(target, text) {
    const note = document.createElement("p");
    note.className = "empty";
    note.textContent = text;
    target.replaceChildren(note);
  }

  const pictures = { traffic, load, stages };

  function draw() {
    document.querySelectorAll("[data-exchange]").forEach((article, index) => {
      for (const target of article.querySelectorAll("[data-plot]"))
        pictures[target.dataset.plot](target, exchanges[index], Math.max(560, target.clientWidth));
      for (const picture of article.querySelectorAll("svg[aria-label]"))
        picture.setAttribute("role", "img");
    });
  }

  let width = 0;
  new ResizeObserver(entries => {
    const now = Math.round(entries[0].contentRect.width);
    if (now !== width) {
      width = now;
      draw();
    }
  }).observe(document.querySelector("main"));
  dark.addEventListener("change", draw);
})();
