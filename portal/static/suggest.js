/* Suggestions under the search box: numbers, courts, acts, precedents, phrases; never names. The form works without. */
(function () {
  "use strict";
  var en = document.documentElement.lang === "en";
  var kinds = en
    ? { number: "Case number", precedent: "Precedent", article: "Article", phrase: "", act: "Act", court: "Court" }
    : { number: "Số bản án", precedent: "Án lệ", article: "Điều luật", phrase: "", act: "Văn bản", court: "Tòa án" };
  var name = en ? "Suggestions" : "Gợi ý";
  var WAIT = 120, LEAST = 2;

  function attach(box, index) {
    var list = document.createElement("ul"), options = [], at = -1, timer = 0, asked = "";
    list.id = "goi-y-" + index;
    list.className = "suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", name);
    list.hidden = true;
    box.parentNode.appendChild(list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true;
      at = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function mark(next) {
      if (at >= 0) { options[at].row.setAttribute("aria-selected", "false"); }
      at = next;
      if (at < 0) { box.removeAttribute("aria-activedescendant"); return; }
      options[at].row.setAttribute("aria-selected", "true");
      options[at].row.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", options[at].row.id);
    }

    function choose(option) {
      box.value = option.query;
      close();
      box.form.submit();
    }

    function show(found) {
      list.textContent = "";
      at = -1;
      box.removeAttribute("aria-activedescendant");
      options = found.map(function (one, place) {
        var row = document.createElement("li"), kind = kinds[one.kind];
        row.id = list.id + "-" + place;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        var text = document.createElement("span");
        text.textContent = one.text;
        row.appendChild(text);
        if (kind) {
          var what = document.createElement("span");
          what.className = "what";
          what.textContent = kind;
          row.appendChild(what);
        }
        var option = { row: row, query: one.query };
        row.addEventListener("mousedown", function (event) { event.preventDefault(); });
        row.addEventListener("click", function () { choose(option); });
        list.appendChild(row);
        return option;
      });
      list.hidden = !options.length;
      box.setAttribute("aria-expanded", String(!!options.length));
    }

    function ask() {
      var typed = box.value.trim();
      if (typed.length < LEAST) { asked = ""; close(); return; }
      if (typed === asked) { return; }
      asked = typed;
      window.fetch("/api/v1/suggest?q=" + encodeURIComponent(typed)).then(function (answer) {
        return answer.ok ? answer.json() : { suggestions: [] };
      }).then(function (body) {
        /* An answer that comes after the next key, or after the reader went on, is for nobody. */
        if (asked === typed && document.activeElement === box) { show(body.suggestions); }
      }).catch(close);
    }

    box.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
    box.addEventListener("keydown", function (event) {
      if (event.isComposing || list.hidden) { return; }
      if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1 < options.length ? at + 1 : -1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? options.length - 1 : at - 1); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(options[at]); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
    });
    box.addEventListener("blur", close);
  }

  if (window.fetch) {
    document.querySelectorAll("form[action='/tim-kiem'] input[type=search][name=q]").forEach(attach);
  }
}());
