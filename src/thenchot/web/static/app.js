/* Enhancement only: every form works without it. Saving drafts, keys of the grid, folds, focus. */
(function () {
  "use strict";
  var doc = document, body = doc.body, words = body.dataset, KEEP = "thenchot:";
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }
  function fold(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d"); }
  function typing(node) { return node && /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio)$/.test(node.type); }

  /* drafts: htmx sends the form; this keeps a copy while it cannot */
  function state(text, kind) {
    all("[data-save-state]").forEach(function (place) { place.textContent = text; place.className = "saved " + (kind || ""); });
  }
  function copy(form) {
    var kept = {};
    all("[name]", form).forEach(function (field) {
      if (field.type === "hidden" || field.type === "file" || field.type === "password") return;
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) return;
      kept[field.name] = field.value;
    });
    return JSON.stringify(kept);
  }
  function name(form) { return form.dataset.draft || form.getAttribute("action") || location.pathname; }
  function store(form, keep, sent) {
    try {
      if (sent) sessionStorage.setItem(KEEP + "sent", name(form));
      if (keep) sessionStorage.setItem(KEEP + name(form), copy(form));
      else sessionStorage.removeItem(KEEP + name(form));
    } catch (full) { /* the server still keeps it */ }
  }
  function restore(form) {
    var kept;
    try { kept = JSON.parse(sessionStorage.getItem(KEEP + name(form)) || "null"); } catch (broken) { kept = null; }
    if (!kept) return;
    all("[name]", form).forEach(function (field) {
      if (!(field.name in kept) || field.type === "hidden") return;
      if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === kept[field.name];
      else field.value = kept[field.name];
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
  /* What was sent stays until a page answers it. */
  function forgetAnswered() {
    try {
      var sent = sessionStorage.getItem(KEEP + "sent");
      if (sent && doc.querySelector("[data-answer]")) [sent, "sent"].forEach(function (key) { sessionStorage.removeItem(KEEP + key); });
    } catch (none) { /* nothing kept */ }
  }
  var retry = 0;
  body.addEventListener("htmx:beforeRequest", function (event) {
    var form = event.target.closest("form[data-draft]");
    if (form && event.target === form) { store(form, true); state(words.tSaving); }
  });
  body.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest("form[data-draft]"), status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (!form || event.target !== form) return;
    clearTimeout(retry);
    if (status >= 200 && status < 300) {
      store(form, false);
      state(words.tSaved + " " + new Date().toTimeString().slice(0, 5), "ok");
    } else {
      store(form, status !== 409);
      state(status < 500 && sentence(event.detail.xhr) || words.tFailed, "bad");
      if (!status || status >= 500) retry = setTimeout(function () { form.dispatchEvent(new Event("change", { bubbles: true })); }, 15000);
    }
  });
  /* Why refused. */
  function sentence(xhr) {
    var said = new DOMParser().parseFromString(xhr ? xhr.responseText : "", "text/html").querySelector(".msg p");
    return said ? said.textContent : "";
  }
  /* A refused fragment is shown; a refused draft keeps its total. */
  body.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.requestConfig.elt.matches("form[data-draft]")) return;
    if ([403, 409, 422].indexOf(event.detail.xhr.status) >= 0) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  /* without network: said at once, kept in this tab, gone once it is sent */
  function offline(is) { all("[data-offline]").forEach(function (place) { place.hidden = !is; }); }
  window.addEventListener("online", function () { offline(false); all("form[data-draft]").forEach(restore); });
  body.addEventListener("htmx:sendError", function () { offline(true); });
  /* one press is one sending: the button says so until the page answers */
  function busy(form, button) {
    form.dataset.sending = "1";
    setTimeout(function () {
      if (!button) return;
      button.setAttribute("aria-busy", "true");
      if (!button.children.length) { button.dataset.words = button.textContent; button.textContent = words.tSending; }
    }, 0);
    setTimeout(function () { if (form.dataset.sending) slow(words.tSlow); }, 10000);
    /* an answer that is a file leaves the page where it is */
    setTimeout(function () { idle(form); }, 30000);
  }
  function slow(text) { all("[data-slow]").forEach(function (place) { place.textContent = text; place.className = text ? "msg warn offline" : "vh"; }); }
  function idle(form) {
    delete form.dataset.sending; slow("");
    Array.prototype.forEach.call(form.elements, function (button) {
      if (!button.hasAttribute("aria-busy")) return;
      button.removeAttribute("aria-busy");
      if (button.dataset.words) button.textContent = button.dataset.words;
    });
  }
  window.addEventListener("pageshow", function (event) { if (event.persisted) all("form[data-sending]").forEach(idle); });
  doc.addEventListener("submit", function (event) {
    var form = event.target, live = form.hasAttribute("data-kept") && window.htmx;
    if (form.method !== "post") return;
    if (form.hasAttribute("data-sign-out")) {
      try { Object.keys(sessionStorage).forEach(function (key) { if (key.indexOf(KEEP) === 0) sessionStorage.removeItem(key); }); } catch (none) { /* nothing kept */ }
    } else if (!navigator.onLine) {
      event.preventDefault();
      if (!live) store(form, true);
      offline(true); state(words.tFailed, "bad");
    } else if (form.dataset.sending) event.preventDefault();
    else if (!live && !event.defaultPrevented) {
      if (form.dataset.draft) { store(form, true, true); state(""); } else store(form, false);
      busy(form, event.submitter);
    }
  });
  body.addEventListener("htmx:beforeRequest", function (event) {
    var asking = event.target;
    if (!asking.matches("button, form[data-kept]")) return;
    if (asking.dataset.asking) event.preventDefault(); else { asking.dataset.asking = "1"; asking.setAttribute("aria-busy", "true"); }
  });
  body.addEventListener("htmx:afterRequest", function (event) { delete event.target.dataset.asking; event.target.removeAttribute("aria-busy"); });
  window.addEventListener("beforeunload", function (event) { if (doc.querySelector(".saved.bad")) event.preventDefault(); });

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

  /* keys of every page */
  doc.addEventListener("keydown", function (event) {
    var node = event.target, form = node.closest && node.closest("form"), open;
    if ((event.ctrlKey || event.metaKey) && form && (event.key === "s" || event.key === "Enter")) {
      var button = form.querySelector(event.key === "s" ? "[data-save]" : ".btn.main");
      if (button) { event.preventDefault(); form.requestSubmit(button); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && (open = node.closest("tr.edit"))) { closeForm(open); return; }
    if (event.key === "Escape" && (open = node.closest("details[open]"))) { open.open = false; open.querySelector("summary").focus(); return; }
    if (typing(node)) return;
    if (event.key === "/" && (open = doc.querySelector("input[data-filter]"))) { event.preventDefault(); open.focus(); return; }
    if (event.key === "?" && (open = doc.querySelector("details[data-keys]"))) { event.preventDefault(); open.open = !open.open; open.querySelector("summary").focus(); return; }
    var row = node.closest && node.closest("tr[data-row]");
    if (row && node === row) gridKey(event, row);
  });
  doc.addEventListener("click", function (event) {
    all("details[data-menu][open]").forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
    var button = event.target.closest && event.target.closest("button[data-show]");
    if (!button) return;
    var field = doc.getElementById(button.dataset.show), hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? words.tHide : words.tShow;
    button.setAttribute("aria-pressed", String(hidden));
  });
  all("button[data-show]").forEach(function (button) { button.hidden = false; });
  var summary = doc.querySelector("[data-focus]");
  if (summary) summary.focus();
  forgetAnswered();
  /* After htmx. */
  doc.addEventListener("DOMContentLoaded", function () { all("form[method=post]:not([data-kept])").forEach(restore); all("form[data-kept]").forEach(refill); });
})();
