// Marks each block of code whose lines go on beyond its right edge, so that a style can show it.
const mark = (code) => {
  const hidden = code.scrollWidth - code.clientWidth - code.scrollLeft;
  code.parentElement.toggleAttribute("data-more", hidden > 4);
};

const sizes = new ResizeObserver((changes) => {
  for (const { target } of changes) mark(target);
});

const watch = () => {
  for (const code of document.querySelectorAll(".md-typeset pre > code")) sizes.observe(code);
};

document.addEventListener(
  "scroll",
  ({ target }) => {
    if (target instanceof Element && target.matches("pre > code")) mark(target);
  },
  { capture: true, passive: true },
);
// Observing an element again changes nothing, and one that is gone is forgotten.
new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
watch();
