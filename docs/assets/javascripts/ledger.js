// The ledger's filter: without this script each page's list still opens and closes by itself.
customElements.define(
  "ledger-filter",
  class extends HTMLElement {
    connectedCallback() {
      if (this.querySelector("input")) return;
      this.pages = [...this.querySelectorAll("details")];
      const box = document.createElement("p");
      box.className = "ledger__filter";
      box.innerHTML =
        '<label>Filter <input type="search" placeholder="a page, a file, a test, “console”" autocomplete="off"></label>' +
        '<output aria-live="polite"></output>';
      this.prepend(box);
      box.querySelector("input").addEventListener("input", (event) => this.show(event.target.value));
    }

    show(text) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const page of this.pages) {
        const name = page.querySelector("summary").textContent;
        const rows = [...page.querySelectorAll("tbody tr")];
        for (const row of rows) {
          const all = `${name} ${row.textContent}`.toLowerCase();
          row.hidden = !words.every((word) => all.includes(word));
        }
        const found = rows.filter((row) => !row.hidden).length;
        shown += found;
        page.hidden = found === 0;
        page.open = words.length > 0 && found > 0;
      }
      const blocks = shown === 1 ? "block" : "blocks";
      this.querySelector("output").textContent = words.length ? `${shown} ${blocks}` : "";
    }
  },
);
