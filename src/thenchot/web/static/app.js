/* Enhancement only: every form works without it. One press is one sending, refusals in place, keys, folds, focus. */
(function () {
  "use strict";
  var doc = document, body = doc.body, words = body.dataset;
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }

  /* A refused fragment is shown; a refused draft keeps its total. */
  body.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.requestConfig.elt.matches("form[data-draft]")) return;
    if ([403, 409, 422].indexOf(event.detail.xhr.status) >= 0) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
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
    var form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-sign-out") || event.defaultPrevented) return;
    if (form.dataset.sending) event.preventDefault();
    else if (!(form.hasAttribute("data-kept") && window.htmx)) busy(form, event.submitter);
  });
  body.addEventListener("htmx:beforeRequest", function (event) {
    var asking = event.target;
    if (!asking.matches("button, form[data-kept]")) return;
    if (asking.dataset.asking) event.preventDefault(); else { asking.dataset.asking = "1"; asking.setAttribute("aria-busy", "true"); }
  });
  body.addEventListener("htmx:afterRequest", function (event) { delete event.target.dataset.asking; event.target.removeAttribute("aria-busy"); });

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
})();
