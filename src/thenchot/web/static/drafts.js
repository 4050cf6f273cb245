/* Enhancement only: what is typed is kept on this machine until the server has it. Drafts, no network, sending later, once. */
(function () {
  "use strict";
  var doc = document, body = doc.body, words = body.dataset, KEEP = "thenchot:", DAY = 86400000, SOON = 600000;
  var mine = KEEP + words.reader + ":", waiting = null;
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }

  /* The browser's own store outlives a closed tab: it is the reader's alone, for a day. */
  function get(key) { try { return JSON.parse(localStorage.getItem(mine + key) || "null"); } catch (broken) { return null; } }
  function put(key, value) { try { localStorage.setItem(mine + key, JSON.stringify(value)); } catch (full) { /* the page still holds it */ } }
  function drop(key) { try { localStorage.removeItem(mine + key); } catch (none) { /* nothing kept */ } }
  function old(key) {
    if (key.indexOf(KEEP) !== 0) return false;
    if (key.indexOf(mine) !== 0) return true;
    var kept = get(key.slice(mine.length));
    return !kept || !(Date.now() - kept.at < DAY);
  }
  function sweep(whole) {
    [localStorage, sessionStorage].forEach(function (store) {
      Object.keys(store).forEach(function (key) { if (whole ? key.indexOf(KEEP) === 0 : store === localStorage && old(key)) store.removeItem(key); });
    });
  }

  function fields(form) { return all("[name]", form).filter(function (field) { return !/^(hidden|file|password|submit)$/.test(field.type); }); }
  function chosen(field) { return /^(checkbox|radio)$/.test(field.type); }
  function hidden(form, name) { var field = form.elements[name]; return field ? field.value : ""; }
  function name(form) { return form.dataset.draft || form.getAttribute("action") || location.pathname; }
  function keep(form) {
    var typed = {};
    fields(form).forEach(function (field) { if (!chosen(field) || field.checked) typed[field.name] = field.value; });
    if (words.reader) put(name(form), { at: Date.now(), page: hidden(form, "page"), seen: hidden(form, "seen"), typed: typed });
  }
  /* Somebody saved this sheet elsewhere after these words were typed: neither overwrites the other. */
  function overtaken(form, kept) { return kept.page && kept.seen !== hidden(form, "seen") && kept.page !== form.dataset.savedBy; }
  function restore(form) {
    var kept = get(name(form));
    if (!kept || !kept.typed) return;
    if (overtaken(form, kept)) { showUnsent(form, kept.typed); return; }
    fields(form).forEach(function (field) {
      if (chosen(field)) field.checked = kept.typed[field.name] === field.value;
      else if (field.name in kept.typed) field.value = kept.typed[field.name];
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function showUnsent(form, typed) {
    var place = doc.createElement("div"), said = doc.createElement("p"), list = doc.createElement("ul");
    fields(form).forEach(function (field) {
      if (!(field.name in typed) || chosen(field) || typed[field.name] === field.value || list.querySelector('[data-of="' + field.name + '"]')) return;
      var line = doc.createElement("li"), label = field.labels && field.labels[0];
      line.dataset.of = field.name;
      line.textContent = (label ? label.firstChild.textContent.trim() + ": " : "") + typed[field.name];
      list.appendChild(line);
    });
    if (!list.children.length) { drop(name(form)); return; }
    place.className = "msg warn"; list.className = "dots"; said.textContent = words.tUnsent;
    place.appendChild(said); place.appendChild(list);
    form.parentNode.insertBefore(place, form);
  }
  /* What was sent stays until a page answers it. */
  function forgetAnswered() {
    var sent = get("sent");
    if (sent && doc.querySelector("[data-answer]")) { drop(sent.form); drop("sent"); }
  }

  /* drafts: htmx sends; the copy goes once the server has them */
  var retry = 0;
  function state(text, kind) {
    all("[data-save-state]").forEach(function (place) { place.textContent = text; place.className = "saved " + (kind || ""); });
  }
  /* Why refused. */
  function sentence(xhr) {
    var said = new DOMParser().parseFromString(xhr ? xhr.responseText : "", "text/html").querySelector(".msg p");
    return said ? said.textContent : "";
  }
  function draftOf(event) { var form = event.target.closest("form[data-draft]"); return form && event.target === form ? form : null; }
  body.addEventListener("input", function (event) { var form = event.target.closest("form[data-draft]"); if (form) keep(form); });
  body.addEventListener("htmx:beforeRequest", function (event) {
    var form = draftOf(event);
    /* What is being sent needs no draft any more. */
    if (form && form.dataset.sending) event.preventDefault();
    else if (form) { keep(form); state(words.tSaving); }
  });
  body.addEventListener("htmx:afterRequest", function (event) {
    var form = draftOf(event), status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (!form || form.dataset.sending) return;
    clearTimeout(retry);
    if (status >= 200 && status < 300) {
      drop(name(form)); offline(false);
      state(words.tSaved + " " + new Date().toTimeString().slice(0, 5), "ok");
    } else {
      if (status === 409) drop(name(form)); else keep(form);
      state(status < 500 && sentence(event.detail.xhr) || words.tFailed, "bad");
      if (!status || status >= 500) retry = setTimeout(function () { form.dispatchEvent(new Event("change", { bubbles: true })); }, 15000);
    }
  });

  /* without network: said, kept, and what was pressed is sent once when it is back, if that is soon */
  function offline(is) { all("[data-offline]").forEach(function (place) { place.hidden = !is; }); }
  function back() {
    var press = waiting;
    offline(false); waiting = null;
    if (press && Date.now() - press.at < SOON && doc.contains(press.form)) press.form.requestSubmit(press.button);
    else all("form[data-draft]").forEach(restore);
  }
  window.addEventListener("online", back);
  body.addEventListener("htmx:sendError", function () { offline(true); });
  doc.addEventListener("submit", function (event) {
    var form = event.target, live = form.hasAttribute("data-kept") && window.htmx;
    if (form.method !== "post") return;
    if (form.hasAttribute("data-sign-out")) sweep(true);
    else if (!navigator.onLine) {
      event.preventDefault();
      if (!live) { keep(form); waiting = { form: form, button: event.submitter, at: Date.now() }; }
      offline(true); state(words.tFailed, "bad");
    } else if (!live && !event.defaultPrevented) {
      if (form.dataset.draft) { keep(form); put("sent", { at: Date.now(), form: name(form) }); state(""); } else drop(name(form));
    }
  });
  window.addEventListener("beforeunload", function (event) { if (doc.querySelector(".saved.bad") && !all("form[data-draft]").every(function (form) { return get(name(form)); })) event.preventDefault(); });

  if (words.reader) { try { sweep(); } catch (none) { /* nothing can be kept */ } }
  forgetAnswered();
  /* After htmx. */
  doc.addEventListener("DOMContentLoaded", function () { if (words.reader) all("form[method=post]:not([data-kept])").forEach(restore); });
})();
