// A list of any length in a few nodes: rows of one height, of which those near the view stand in the document.
const Margin = 6;
const Kept = 2000;

export class VirtualList {
  #scroller;
  #pad;
  #rows;
  #known;
  #frame = 0;
  #height;

  /** The rows that the server rendered become the list's first. */
  constructor(scroller, pad) {
    this.#scroller = scroller;
    this.#pad = pad;
    this.#rows = [...pad.children];
    this.#known = new Set(this.#rows.map(row => row.dataset.id));
    this.#height = this.#rows[0]?.offsetHeight || 68;
    scroller.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(scroller);
    this.later();
  }

  get rows() { return this.#rows; }
  get newest() { return this.#rows[0]?.dataset.id; }
  get oldest() { return this.#rows.at(-1)?.dataset.id; }
  get atTop() { return this.#scroller.scrollTop <= 4; }

  /** Pixels of list below the view. */
  get below() { return this.#rows.length * this.#height - this.#scroller.scrollTop - this.#scroller.clientHeight; }

  has(id) { return this.#known.has(id); }
  find(id) { return this.#rows.find(row => row.dataset.id === id); }

  /** New rows above. What is being read does not move. */
  prepend(rows) {
    const fresh = this.#fresh(rows);
    if (fresh.length === 0) return;
    const stay = !this.atTop;
    this.#rows.unshift(...fresh);
    if (this.#rows.length > Kept && !stay) this.#forget(this.#rows.splice(Kept / 2));
    this.paint();
    if (stay) this.#scroller.scrollTop += fresh.length * this.#height;
  }

  /** Older rows below. */
  append(rows) {
    this.#rows.push(...this.#fresh(rows));
    this.paint();
  }

  /** Other rows altogether. */
  replace(rows) {
    this.#forget(this.#rows.splice(0));
    this.append(rows);
  }

  remove(id) {
    const at = this.#rows.findIndex(row => row.dataset.id === id);
    if (at < 0) return;
    const above = at * this.#height < this.#scroller.scrollTop;
    this.#forget(this.#rows.splice(at, 1));
    if (above) this.#scroller.scrollTop -= this.#height;
    this.paint();
  }

  /** Brings a row into view. */
  reveal(row) {
    const top = this.#rows.indexOf(row) * this.#height;
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + this.#height > scrollTop + clientHeight) this.#scroller.scrollTop = top + this.#height - clientHeight;
    this.paint();
  }

  toTop() {
    this.#scroller.scrollTop = 0;
    this.paint();
  }

  later() { this.#frame ||= requestAnimationFrame(() => this.paint()); }

  paint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / this.#height) - Margin);
    const last = Math.min(this.#rows.length, first + Math.ceil(this.#scroller.clientHeight / this.#height) + 2 * Margin);
    const wanted = this.#rows.slice(first, last);
    this.#pad.style.height = `${this.#rows.length * this.#height}px`;
    this.#pad.style.paddingBlockStart = `${first * this.#height}px`;
    this.#attach(wanted, first);
  }

  #attach(wanted, first) {
    const stay = new Set(wanted);
    for (const node of [...this.#pad.children]) if (!stay.has(node)) node.remove();
    wanted.forEach((row, index) => {
      row.ariaSetSize = String(this.#rows.length);
      row.ariaPosInSet = String(first + index + 1);
      const here = this.#pad.children[index];
      if (here !== row) this.#pad.insertBefore(row, here ?? null);
    });
  }

  #fresh(rows) {
    const fresh = rows.filter(row => !this.#known.has(row.dataset.id));
    for (const row of fresh) this.#known.add(row.dataset.id);
    return fresh;
  }

  #forget(rows) {
    for (const row of rows) {
      this.#known.delete(row.dataset.id);
      row.remove();
    }
  }
}
