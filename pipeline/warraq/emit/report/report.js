// The table of files is sorted by the column whose head is chosen; chosen again, the other way round.
"use strict";

const body = document.querySelector("tbody");
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** What a row is sorted by; null where a file could not be read, and its message reaches over the column. */
function key(row, column) {
  const cell = row.cells[column];
  return !cell || cell.colSpan > 1 ? null : (cell.querySelector("summary") ?? cell).textContent.trim();
}

document.querySelectorAll("thead th").forEach((head, column) => {
  head.querySelector("button").addEventListener("click", () => {
    const way = head.ariaSort === "ascending" ? -1 : 1;
    for (const other of document.querySelectorAll("thead th")) other.ariaSort = null;
    head.ariaSort = way > 0 ? "ascending" : "descending";
    const rows = [...body.rows].map((row) => [key(row, column), row]);
    rows.sort(([one], [other]) =>
      one === null || other === null ? (one === null) - (other === null) : way * compare(one, other),
    );
    body.append(...rows.map(([, row]) => row));
  });
});
