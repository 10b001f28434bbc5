/* Improves desk pages that are complete without it: focus on errors, chosen files and dropping, phrase from a selection, shortcuts. */
(function () {
  "use strict";
  var KEYS = "banan-phim-tat";

  function keysOn() { try { return localStorage.getItem(KEYS) === "1"; } catch (error) { return false; } }

  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }

  /* shortcuts are off until the person turns them on for this computer (WCAG 2.1.4) */
  var choice = document.querySelector("[data-keys-switch]");
  if (choice) {
    var box = choice.querySelector("[data-keys]");
    choice.hidden = false;
    box.checked = keysOn();
    box.addEventListener("change", function () { localStorage.setItem(KEYS, box.checked ? "1" : "0"); });
  }

  var drop = document.querySelector("[data-drop]");
  if (drop) {
    var files = drop.querySelector("input[type=file]"), chosen = drop.querySelector("[data-chosen]");
    var tell = function () { chosen.textContent = files.files.length ? "Đã chọn " + files.files.length + " tệp." : ""; };
    files.addEventListener("change", tell);
    drop.addEventListener("dragover", function (event) { event.preventDefault(); });
    drop.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; tell(); }
    });
  }

  var text = document.querySelector("[data-text]"), phrase = document.getElementById("cum");
  function takeSelection() {
    var words = String(window.getSelection()).trim();
    if (words && words.length <= 300) { phrase.value = words; return true; }
    return false;
  }
  if (text && phrase) { text.addEventListener("mouseup", takeSelection); text.addEventListener("keyup", takeSelection); }

  var list = document.querySelector("[data-list]");
  if (!list || !keysOn()) { return; }
  var help = document.querySelector("[data-keys-help]");
  if (help) { help.hidden = false; }
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-row]")), at = -1;

  function go(to) {
    if (to < 0 || to >= rows.length) { return; }
    if (at >= 0) { rows[at].classList.remove("on"); }
    at = to;
    rows[at].classList.add("on");
    rows[at].tabIndex = -1;
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }
  function press(key) {
    var button = at >= 0 && rows[at].querySelector("[data-key='" + key + "']");
    if (button) { button.click(); }
  }
  var actions = {
    j: function () { go(at + 1); },
    k: function () { go(at - 1); },
    u: function () { for (var i = at + 1; i < rows.length; i += 1) { if (rows[i].hasAttribute("data-open")) { go(i); return; } } },
    a: function () { press("a"); },
    x: function () { press("x"); },
    m: function () { if (phrase && takeSelection()) { phrase.form.requestSubmit(); } },
    b: function () { var stop = document.getElementById("viec-chan"); if (stop) { stop.open = true; stop.scrollIntoView(); } }
  };
  document.addEventListener("keydown", function (event) {
    var inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (inField || event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) { return; }
    event.preventDefault();
    actions[event.key]();
  });
  var from = location.hash && rows.indexOf(document.querySelector(location.hash + "[data-row]"));
  if (from >= 0 && location.hash) { go(from); }
}());
