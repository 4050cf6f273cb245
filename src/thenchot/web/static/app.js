/* Enhancement only: every form works without it. Saving drafts, holding without network, one sending, folds, focus. */
(function () {
  "use strict";
  var doc = document, body = doc.body, words = body.dataset, KEEP = "thenchot:";
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }

  /* drafts: htmx sends; a copy is kept while it cannot */
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
  /* without network: said, kept in this tab until sent */
  function offline(is) { all("[data-offline]").forEach(function (place) { place.hidden = !is; }); }
  window.addEventListener("online", function () { offline(false); all("form[data-draft]").forEach(restore); });
  body.addEventListener("htmx:sendError", function () { offline(true); });
  /* one press is one sending */
  function busy(form, button) {
    form.dataset.sending = "1";
    setTimeout(function () {
      if (!button) return;
      button.setAttribute("aria-busy", "true");
      if (!button.children.length) { button.dataset.words = button.textContent; button.textContent = words.tSending; }
    }, 0);
    setTimeout(function () { if (form.dataset.sending) slow(words.tSlow); }, 10000);
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

  /* keys of every page */
  doc.addEventListener("keydown", function (event) {
    var node = event.target, form = node.closest && node.closest("form"), open;
    if ((event.ctrlKey || event.metaKey) && form && (event.key === "s" || event.key === "Enter")) {
      var button = form.querySelector(event.key === "s" ? "[data-save]" : ".btn.main");
      if (button) { event.preventDefault(); form.requestSubmit(button); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && (open = node.closest("details[open]"))) { open.open = false; open.querySelector("summary").focus(); return; }
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
  doc.addEventListener("DOMContentLoaded", function () { all("form[method=post]:not([data-kept])").forEach(restore); });
})();
