/* The head's grid, enhancement only: keys, the small forms under a row, what they make of the cap, finding a name. */
(function () {
  "use strict";
  var doc = document, body = doc.body, KEEP = "thenchot:";
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }
  function fold(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d"); }
  function typing(node) { return node && /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio)$/.test(node.type); }
  function copy(form) {
    var kept = {};
    all("select[name], textarea[name], input[name]:not([type=hidden])", form).forEach(function (field) { kept[field.name] = field.value; });
    return JSON.stringify(kept);
  }

  /* the grid: keys act only while a row has the focus */
  function rows(grid) { return all("tr[data-row]", grid).filter(function (row) { return row.offsetParent !== null; }); }
  function move(grid, row, step, test) {
    var list = rows(grid), place = list.indexOf(row) + step;
    while (list[place] && test && !test(list[place])) place += step;
    if (list[place]) { list[place].focus(); list[place].scrollIntoView({ block: "nearest" }); }
  }
  /* S and T open the small forms under the row; without script their link opens the page with them. */
  function openForm(row, link, way) {
    var there = row.nextElementSibling;
    if (there && there.matches("tr.edit")) { point(there, way); return true; }
    if (!window.htmx) return false;
    window.htmx.ajax("GET", link.getAttribute("href").split("#")[0].replace("sua=", way + "="), { source: row, target: row, swap: "afterend" }).then(function () {
      var made = row.nextElementSibling;
      if (made && made.matches("tr.edit")) { all("form[data-kept]", made).forEach(refill); point(made, way); } else location.href = link.href;
    });
    return true;
  }
  function point(edit, way) {
    var back = edit.querySelector("details"), field = edit.querySelector(way === "tra" ? "[name=note]" : "[name=criterion]");
    if (back && way === "tra") back.open = true;
    if (field) { field.focus(); edit.scrollIntoView({ block: "nearest" }); }
  }
  function closeForm(edit) {
    var row = doc.getElementById(edit.dataset.edit);
    all("form[data-kept]", edit).forEach(function (form) { unkeep(form.dataset.kept); });
    edit.remove(); foresee();
    if (row) row.focus();
  }
  /* A reason typed under a row stands again when the row's form is opened anew, until it is sent or given up. */
  function unkeep(number) { try { sessionStorage.removeItem(KEEP + "sua" + number); } catch (none) { /* nothing kept */ } }
  function refill(form) {
    var kept;
    try { kept = JSON.parse(sessionStorage.getItem(KEEP + "sua" + form.dataset.kept) || "null"); } catch (broken) { kept = null; }
    if (kept) all("[name]", form).forEach(function (field) { if (field.name in kept && !field.value) field.value = kept[field.name]; });
  }
  body.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-kept]");
    if (form) try { sessionStorage.setItem(KEEP + "sua" + form.dataset.kept, copy(form)); } catch (full) { /* the field still holds it */ }
  });
  /* What the marks being changed would make of the figure under the cap. */
  function foresee() {
    all("[data-cap]").forEach(function (cap) {
      var level = cap.dataset.cap, now = Number(cap.dataset.count), then = now, place = cap.querySelector("[data-forecast]");
      all("[data-from]").forEach(function (one) { then += (one.dataset.to === level) - (one.dataset.from === level); });
      if (place) place.textContent = then === now ? "" : "(" + place.dataset.t.replace("{n}", then) + ")";
    });
  }
  function ticked() {
    all("button[data-ticked]").forEach(function (button) {
      var count = all("input[data-key=space]:checked", button.closest("table")).length;
      button.dataset.plain = button.dataset.plain || button.textContent;
      button.textContent = count ? button.dataset.ticked.replace("{n}", count) : button.dataset.plain;
      button.classList.toggle("main", count > 0);
    });
  }
  body.addEventListener("change", function (event) { if (event.target.matches("input[data-key=space]")) ticked(); });
  function gridKey(event, row) {
    var grid = row.closest("[data-grid]"), key = event.key.toLowerCase(), act = key === "t" ? "s" : key === " " ? "space" : key;
    if (key === "arrowdown" || key === "j") move(grid, row, 1);
    else if (key === "arrowup" || key === "k") move(grid, row, -1);
    else if (key === "n") move(grid, row, 1, function (other) { return other.classList.contains("flag"); });
    else if ((act = row.querySelector('[data-key="' + act + '"]'))) { if (!(act.dataset.key === "s" && openForm(row, act, key === "t" ? "tra" : "sua"))) act.click(); }
    else if (key === "t" && (act = row.querySelector('[data-key="d"]'))) location.href = act.href + "#tra-lai";
    else return;
    event.preventDefault();
  }
  all("[data-grid]").forEach(function (grid) { var first = grid.querySelector("tr[data-row]"); if (first) first.tabIndex = 0; });
  body.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-key=s]"), close = event.target.closest("[data-close]");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link && openForm(link.closest("tr"), link, "sua")) event.preventDefault();
    if (close) { event.preventDefault(); closeForm(close.closest("tr.edit")); }
  });
  body.addEventListener("htmx:afterSwap", function () {
    all("tr.ok[data-row]").forEach(function (row) { unkeep(row.id.slice(1)); });
    foresee(); ticked();
  });
  body.addEventListener("htmx:afterSettle", function (event) {
    var row = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest("tr[data-row]");
    if (row && (!doc.activeElement || doc.activeElement === body)) row.focus();
  });
  all("input[data-filter]").forEach(function (input) {
    input.addEventListener("input", function () {
      var asked = fold(input.value.trim());
      all("tr[data-row]", doc.getElementById(input.dataset.filter)).forEach(function (row) {
        row.hidden = asked !== "" && fold(row.querySelector("th").textContent).indexOf(asked) < 0;
      });
    });
  });

  doc.addEventListener("keydown", function (event) {
    var node = event.target, open;
    if (event.ctrlKey || event.metaKey || event.altKey || !node.closest) return;
    if (event.key === "Escape" && (open = node.closest("tr.edit"))) { closeForm(open); return; }
    if (typing(node)) return;
    if (event.key === "/" && (open = doc.querySelector("input[data-filter]"))) { event.preventDefault(); open.focus(); return; }
    if (event.key === "?" && (open = doc.querySelector("details[data-keys]"))) { event.preventDefault(); open.open = !open.open; open.querySelector("summary").focus(); return; }
    var row = node.closest("tr[data-row]");
    if (row && node === row) gridKey(event, row);
  });
  doc.addEventListener("DOMContentLoaded", function () { all("form[data-kept]").forEach(refill); });
})();
