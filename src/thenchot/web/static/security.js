/* Security keys and phones (WebAuthn): asks the browser, puts its answer into the form, and sends the form. Marks all boxes of a list. */
(function () {
  "use strict";
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = "";
    new Uint8Array(buffer).forEach(function (value) { plain += String.fromCharCode(value); });
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function listed(options, name) {
    (options[name] || []).forEach(function (one) { one.id = bytes(one.id); });
  }
  function opened(json) {
    var options = JSON.parse(json).publicKey;
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    listed(options, "excludeCredentials");
    listed(options, "allowCredentials");
    return { publicKey: options };
  }
  function packed(credential) {
    var answer = {}, given = credential.response;
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (given[name]) answer[name] = text(given[name]);
    });
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: answer, clientExtensionResults: {} });
  }
  document.querySelectorAll("form[data-webauthn]").forEach(function (form) {
    var state = form.querySelector("[data-webauthn-state]"), field = form.querySelector("[name=credential]");
    if (!window.PublicKeyCredential) return;
    form.hidden = false;
    document.querySelectorAll("[data-no-webauthn]").forEach(function (note) { note.hidden = true; });
    form.addEventListener("submit", function (event) {
      var asked, container = navigator.credentials;
      if (field.value) return;
      event.preventDefault();
      state.textContent = form.dataset.wait;
      asked = opened(form.dataset.options);
      (form.dataset.webauthn === "create" ? container.create(asked) : container.get(asked)).then(function (credential) {
        field.value = packed(credential);
        form.submit();
      }).catch(function () { state.textContent = form.dataset.failed; });
    });
  });
  document.querySelectorAll("[data-mark-all]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      button.form.querySelectorAll("[name=" + button.dataset.markAll + "]").forEach(function (box) { box.checked = true; });
    });
  });
})();
