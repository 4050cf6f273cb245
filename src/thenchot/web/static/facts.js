/* The form of many facts, enhancement only: cells pasted from a spreadsheet spread over the rows, Enter goes down a row. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-many]");
  if (!form) return;
  var rows = Array.prototype.slice.call(form.querySelectorAll("table.many tbody tr"));
  function fields(row) { return Array.prototype.slice.call(row.querySelectorAll("input, select")); }
  function place(field) {
    var row = field.closest("tr");
    return row ? [rows.indexOf(row), fields(row).indexOf(field)] : null;
  }
  function put(field, text) {
    if (!field) return;
    if (field.tagName !== "SELECT") { field.value = text; return; }
    Array.prototype.forEach.call(field.options, function (option) {
      var words = option.textContent.trim().toLowerCase(), wanted = text.toLowerCase();
      if (option.value.toLowerCase() === wanted || words === wanted || words.indexOf(wanted + " ") === 0) field.value = option.value;
    });
  }
  form.addEventListener("paste", function (event) {
    var at = place(event.target), text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!at || !/[\t\n]/.test(text.trim())) return;
    var lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
    if (lines.length > rows.length - at[0]) {
      /* More than the form has rows for: the whole goes where tables are pasted, to be looked at first. */
      var whole = form.querySelector("[name=pasted]");
      whole.closest("details").open = true; whole.value = text; whole.focus(); event.preventDefault();
      return;
    }
    event.preventDefault();
    lines.forEach(function (line, down) {
      var row = fields(rows[at[0] + down]);
      line.split("\t").forEach(function (cell, right) { put(row[at[1] + right], cell.trim()); });
    });
    fields(rows[at[0] + lines.length - 1])[at[1]].focus();
  });
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !event.target.closest("table.many")) return;
    var at = place(event.target), next = rows[at[0] + 1];
    event.preventDefault();
    if (next) fields(next)[event.shiftKey ? at[1] : 0].focus();
    else form.querySelector("button.main").focus();
  });
})();
